// Errors: rapport::Error as Python exceptions, one class for each code.
// Threads: all of it needs the interpreter's lock.
#pragma once

#include <pybind11/pybind11.h>

#include "rapport/error.hpp"

namespace rapport::python {

namespace py = pybind11;

// Adds the root Error and its classes to the module, and translates what verbs throw.
void add_errors(py::module_& module);

// Sets the Python error that stands for it.
void set_error(const Error& error) noexcept;

// For slots of types, which Python calls without a translator: null and a Python error for whatever is thrown.
template <class F>
auto guarded(F&& work, decltype(work()) failed = {}) noexcept -> decltype(work()) {
  try {
    return work();
  } catch (py::error_already_set& error) {
    error.restore();
  } catch (const py::builtin_exception& error) {
    error.set_error();
  } catch (const Error& error) {
    set_error(error);
  } catch (const std::bad_alloc&) {
    PyErr_NoMemory();
  } catch (const std::exception& error) {
    PyErr_SetString(PyExc_RuntimeError, error.what());
  }
  return failed;
}

}  // namespace rapport::python
