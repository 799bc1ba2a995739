// Conditions: expressions written with Python's operators, which print as CEL.
//
// Customer.stage == "commitment" makes one from a field of a class; & | ~ combine them. They know no book: a
// collection checks them as it checks any expression.
// Threads: values, which need the interpreter's lock.
#pragma once

#include <pybind11/pybind11.h>

#include <string>

#include "kernel/kind.hpp"

namespace rapport::python {

namespace py = pybind11;

struct FieldObject;

struct PythonCondition {
  const Kind* kind;
  std::string text;  // CEL
};

// Operation: Py_EQ and its like.
py::object compare(const FieldObject& field, int operation, py::handle value);
py::object among(const FieldObject& field, py::handle values);
py::object starts_with(const FieldObject& field, py::handle text);

// The expression that a condition or a text is; throws Error(Code::invalid) for a condition about another kind.
std::string expression_of(py::handle which, const Kind& kind);

void add_conditions(py::module_& module);

}  // namespace rapport::python
