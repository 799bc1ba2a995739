#include "shapes.hpp"

namespace rapport::python {

py::object make_shape(const char* name, const char* doc, const py::list& names, const py::dict& types,
                      const py::list& defaults) {
  using namespace py::literals;
  // One default serves every tuple, so none of them can be a list that somebody changes.
  py::list fixed;
  for (const py::handle each : defaults)
    fixed.append(py::isinstance<py::list>(each)
                     ? py::object(py::tuple(py::reinterpret_borrow<py::list>(each)))
                     : py::reinterpret_borrow<py::object>(each));
  // What has no default that its type allows has none, nor has what stands before it.
  for (std::size_t i = fixed.size(); i-- > 0;) {
    const auto shown = types[names[names.size() - fixed.size() + i]].cast<std::string>();
    if (!fixed[i].is_none() || shown.starts_with("Optional") || shown.starts_with("Callable")) continue;
    fixed = fixed[py::slice(static_cast<py::ssize_t>(i + 1), static_cast<py::ssize_t>(fixed.size()), 1)];
    break;
  }
  py::object type = py::module_::import("collections")
                        .attr("namedtuple")(name, names, "defaults"_a = fixed, "module"_a = "rapport");
  type.attr("__doc__") = doc;
  type.attr("__annotations__") = types;
  add_name(name, type);
  return type;
}

}  // namespace rapport::python
