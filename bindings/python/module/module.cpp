// rapport._rapport: the extension behind the package rapport.
#include <pybind11/pybind11.h>

#include "books.hpp"
#include "conditions.hpp"
#include "errors.hpp"
#include "rapport/version.hpp"
#include "records.hpp"
#include "values.hpp"

namespace {

// Classes without a constructor: an object made past it would have nothing inside.
PyObject* refuse_new(PyTypeObject* type, PyObject*, PyObject*) {
  return PyErr_Format(PyExc_TypeError, "%s objects come from a book; they are not made", type->tp_name);
}

void refuse_empty_objects(const pybind11::module_& module) {
  for (const auto& [name, object] : module.attr("__dict__").cast<pybind11::dict>()) {
    if (!pybind11::isinstance<pybind11::type>(object)) continue;
    auto* const type = reinterpret_cast<PyTypeObject*>(object.ptr());
    if (type->tp_init == &pybind11::detail::pybind11_object_init) type->tp_new = &refuse_new;
  }
}

}  // namespace

PYBIND11_MODULE(_rapport, module) {
  using namespace rapport::python;
  begin(module);
  module.attr("__version__") = rapport::version;
  add_errors(module);
  add_values(module);
  add_conditions(module);
  add_records(module);
  add_books(module);
  refuse_empty_objects(module);
  // Where classes are looked for and shown: in the package.
  for (const auto& [name, object] : module.attr("__dict__").cast<py::dict>())
    if (py::isinstance<py::type>(object)) object.attr("__module__") = "rapport";
}
