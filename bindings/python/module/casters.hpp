// Casters: which C++ type of a verb is what in Python, so that verbs bind in a line each.
//
// Records, ids and enumerations are recognised by their descriptions; plain structs by their shapes (shapes.hpp).
// Texts that a signature shows are Python's own words: the stubs are made from them.
#pragma once

#include <pybind11/functional.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>
#include <pybind11/stl/filesystem.h>

#include <string_view>
#include <utility>

#include "kernel/kind.hpp"
#include "rapport/book.hpp"
#include "records.hpp"
#include "values.hpp"

namespace rapport::python {

// "CaseEvent" for "case_event", while compiling.
constexpr std::size_t class_name_length(std::string_view name) {
  std::size_t length = 0;
  for (const char c : name) length += c != '_';
  return length;
}
template <std::size_t length>
constexpr auto class_descr(std::string_view name) {
  py::detail::descr<length> made;
  bool begins = true;
  std::size_t i = 0;
  for (const char c : name) {
    if (c != '_') made.text[i++] = begins ? static_cast<char>(c - 'a' + 'A') : c;
    begins = c == '_';
  }
  return made;
}
template <class R>
constexpr auto record_descr() {
  constexpr std::string_view name = description<R>.kind.name;
  return class_descr<class_name_length(name)>(name);
}
template <class E>
constexpr auto enumeration_descr() {
  constexpr std::string_view name = enumeration<E>.name;
  return class_descr<class_name_length(name)>(name);
}

template <class R>
py::object record_to_python(R&& record) {
  using Record = std::remove_cvref_t<R>;
  HeldRecord held(kind_of<Record>());
  *static_cast<Record*>(held.get()) = std::forward<R>(record);
  return to_python(std::move(held));
}

}  // namespace rapport::python

namespace pybind11::detail {

// What every caster below has: None is a value of std::optional only.
#define RAPPORT_CASTER(Type, shown, from_python, into_python) \
 public:                                                      \
  PYBIND11_TYPE_CASTER(Type, shown);                          \
  bool load(handle source, bool) {                            \
    if (source.is_none()) return false;                       \
    value = from_python;                                      \
    return true;                                              \
  }                                                           \
  static handle cast(const Type& given, return_value_policy, handle) { return (into_python).release(); }

template <class R>
struct type_caster<R, enable_if_t<rapport::Described<R>>> {
  PYBIND11_TYPE_CASTER(R, rapport::python::record_descr<R>());
  bool load(handle source, bool) {
    if (source.is_none()) return false;
    value = *static_cast<const R*>(rapport::python::record_of(source, rapport::kind_of<R>()));
    return true;
  }
  static handle cast(const R& given, return_value_policy, handle) {
    return rapport::python::record_to_python(given).release();
  }
  static handle cast(R&& given, return_value_policy, handle) {
    return rapport::python::record_to_python(std::move(given)).release();
  }
};

template <class R>
struct type_caster<rapport::Id<R>> {
  RAPPORT_CASTER(rapport::Id<R>, const_name("Id[") + rapport::python::record_descr<R>() + const_name("]"),
                 (rapport::Id<R>{rapport::python::uuid_of(source, rapport::kind_of<R>())}),
                 rapport::python::make_id(&rapport::kind_of<R>(), given.uuid))
};

template <>
struct type_caster<rapport::Reference> {
  RAPPORT_CASTER(rapport::Reference, const_name("Id[Any]"), rapport::python::reference_of(source),
                 rapport::python::make_id(given))
};

template <class E>
struct type_caster<E, enable_if_t<rapport::Enumerated<E>>> {
  RAPPORT_CASTER(
      E, rapport::python::enumeration_descr<E>(),
      rapport::from_text<E>(rapport::python::name_of(*rapport::detail::Member<E>::enumeration(), source)),
      rapport::python::to_python(*rapport::detail::Member<E>::enumeration(), rapport::to_text(given)))
};

template <>
struct type_caster<rapport::Instant> {
  RAPPORT_CASTER(rapport::Instant, const_name("datetime"), rapport::python::instant_of(source),
                 rapport::python::to_python(given))
};
template <>
struct type_caster<rapport::Duration> {
  RAPPORT_CASTER(rapport::Duration, const_name("timedelta"), rapport::python::duration_of(source),
                 rapport::python::to_python(given))
};
template <>
struct type_caster<rapport::BusinessDuration> {
  RAPPORT_CASTER(rapport::BusinessDuration, const_name("timedelta"),
                 rapport::BusinessDuration(rapport::python::duration_of(source)),
                 rapport::python::to_python(given.amount))
};
template <>
struct type_caster<rapport::Date> {
  RAPPORT_CASTER(rapport::Date, const_name("date"), rapport::python::date_of(source),
                 rapport::python::to_python(given))
};
// "12:9f86d081…"
template <>
struct type_caster<rapport::Head> {
  RAPPORT_CASTER(rapport::Head, const_name("str"),
                 rapport::from_text<rapport::Head>(rapport::python::text_of(source)),
                 pybind11::object(pybind11::str(rapport::to_text(given))))
};

#undef RAPPORT_CASTER

}  // namespace pybind11::detail
