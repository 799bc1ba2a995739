#include "errors.hpp"

#include <fmt/format.h>
#include <pybind11/pybind11.h>

#include <map>

#include "values.hpp"

namespace rapport::python {

namespace {

struct Classes {
  py::object root;
  std::map<int, py::object> by_code;
};
Classes& classes() {
  static auto* const all = new Classes;  // as long as the process
  return *all;
}

}  // namespace

void add_errors(py::module_& module) {
  using namespace py::literals;
  Classes& all = classes();
  const auto add = [&](const std::string& name, const std::string& doc, const py::object& base) {
    py::dict members("__doc__"_a = doc, "__module__"_a = "rapport");
    py::object type = py::type::of(base)(name, py::make_tuple(base), members);
    module.attr(name.c_str()) = type;
    return type;
  };
  all.root =
      add("Error",
          "What every failed verb raises; nothing of the verb remains.\n\ncode is its word, as in not_found; "
          "message says what to do; kind, record and field name the place and may be empty.",
          py::reinterpret_borrow<py::object>(PyExc_Exception));
  for (const char* attribute : {"code", "message", "kind", "record", "field"}) all.root.attr(attribute) = "";
  // Codes have permanent numbers from 100 to 599; a number without a name of its own is named as internal.
  for (int number = 100; number < 600; ++number) {
    const auto code = static_cast<Code>(number);
    if (code != Code::internal && name(code) == name(Code::internal)) continue;
    const std::string word(name(code));
    py::object& type = all.by_code[number];
    type = add(class_name(word), fmt::format("An Error whose code is {}.", word), all.root);
    type.attr("code") = word;
  }
  py::register_exception_translator([](std::exception_ptr thrown) {
    try {
      if (thrown) std::rethrow_exception(thrown);
    } catch (const Error& error) {
      set_error(error);
    } catch (const py::cast_error&) {
      PyErr_SetString(PyExc_TypeError,
                      "a value of another type is right here, or came back from a function that was given");
    }
  });
}

void set_error(const Error& error) noexcept {
  try {
    const py::object& type = classes().by_code.at(static_cast<int>(error.code()));
    const py::object made = type(error.what());
    made.attr("message") = error.message();
    made.attr("kind") = error.kind();
    made.attr("record") = error.record();
    made.attr("field") = error.field();
    PyErr_SetObject(type.ptr(), made.ptr());
  } catch (py::error_already_set& trouble) {
    trouble.restore();
  } catch (const std::exception& trouble) {
    PyErr_SetString(PyExc_RuntimeError, trouble.what());
  }
}

}  // namespace rapport::python
