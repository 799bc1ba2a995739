// Functions of the host that the library calls while a verb works, and what becomes of what they raise.
#pragma once

#include <pybind11/functional.h>
#include <pybind11/pybind11.h>

#include <functional>
#include <optional>
#include <utility>

#include "rapport/error.hpp"

namespace rapport::python {

namespace py = pybind11;

// What Python raised where it could not go on at once, as KeyboardInterrupt; the verb raises it when it ends.
inline thread_local std::optional<py::error_already_set> raised;

inline void go_on_raising() {
  if (raised) throw py::error_already_set(*std::exchange(raised, std::nullopt));
}

// Throws what the library writes down as trouble: what was raised, and where. Ctrl-C and exit() end the verb instead.
[[noreturn]] void into_trouble(const py::error_already_set& error);

// A function whose exceptions are trouble. Throws TypeError for None.
template <class... A>
std::function<void(A...)> with_trouble(std::function<void(A...)> function) {
  if (!function) throw py::type_error("a function is right here, not None");
  return [function = std::move(function)](A... arguments) {
    try {
      function(std::forward<A>(arguments)...);
    } catch (const py::error_already_set& error) {
      into_trouble(error);
    }
  };
}

}  // namespace rapport::python

namespace pybind11::detail {

// Progress of what can be stopped: False stops; who returns nothing lets it go on.
template <>
struct type_caster<std::function<bool(std::int64_t, std::int64_t)>> {
  using Progress = std::function<bool(std::int64_t, std::int64_t)>;
  PYBIND11_TYPE_CASTER(Progress, const_name("Callable[[int, int], Optional[bool]]"));
  bool load(handle source, bool convert) {
    make_caster<std::function<object(std::int64_t, std::int64_t)>> any;
    if (!any.load(source, convert)) return false;
    auto function = cast_op<std::function<object(std::int64_t, std::int64_t)>>(std::move(any));
    if (function)
      value = [function = std::move(function)](std::int64_t done, std::int64_t all) {
        const gil_scoped_acquire acquired;
        return !function(done, all).is(pybind11::bool_(false));
      };
    return true;
  }
  static handle cast(const Progress& given, return_value_policy, handle) {
    return given ? cpp_function(given).release() : none().release();
  }
};

}  // namespace pybind11::detail
