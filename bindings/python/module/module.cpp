// rapport._rapport: the extension behind the package rapport.
#include <pybind11/pybind11.h>

#include "books.hpp"
#include "conditions.hpp"
#include "errors.hpp"
#include "rapport/version.hpp"
#include "records.hpp"
#include "values.hpp"

PYBIND11_MODULE(_rapport, module) {
  using namespace rapport::python;
  begin(module);
  module.attr("__version__") = rapport::version;
  add_errors(module);
  add_values(module);
  add_conditions(module);
  add_records(module);
  add_books(module);
  // Where classes are looked for and shown: in the package.
  for (const auto& [name, object] : module.attr("__dict__").cast<py::dict>())
    if (py::isinstance<py::type>(object)) object.attr("__module__") = "rapport";
}
