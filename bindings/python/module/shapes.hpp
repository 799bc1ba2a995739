// Shapes: the plain structs of the rooms, as named tuples in Python, and as keyword arguments of verbs.
//
// A shape names each member once; one that is forgotten does not compile.
#pragma once

#include <filesystem>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>

#include "book/shapes.hpp"
#include "casters.hpp"

namespace rapport::python {

// Those of the library, and those that are Python's own.
template <class T>
struct Shape : rapport::Shape<T> {};
template <class T>
inline constexpr bool is_spread = false;

template <class T>
concept Shaped = requires {
  Shape<T>::members;
};
// Given to verbs member by member, as keyword arguments.
template <class T>
concept Spread = Shaped<T> && is_spread<T>;

template <class T, class M>
using MemberType = std::remove_cvref_t<decltype(std::declval<T>().*(std::declval<M>()))>;

// The keywords of Python get an underscore behind them.
inline const char* python_name(const char* name) { return std::string_view(name) == "from" ? "from_" : name; }

// A default value as a signature shows it.
inline py::arg_v with_default(const char* name, py::object value) {
  const py::object shown = py::isinstance<py::str>(value) ? py::object(py::str(value)) : value;
  auto* text = new std::string(py::repr(shown).cast<std::string>());  // as long as the signature: for ever
  return {python_name(name), std::move(value), text->c_str()};
}

// The named tuple, made at first sight and put into the module.
py::object make_shape(const char* name, const char* doc, const py::list& names, const py::dict& types,
                      const py::list& defaults);

template <class T>
struct ItemOf {
  using Type = T;
};
template <class T>
struct ItemOf<std::optional<T>> : ItemOf<T> {};
template <class T>
struct ItemOf<std::vector<T>> : ItemOf<T> {};
template <class T, std::size_t n>
struct ItemOf<std::array<T, n>> : ItemOf<T> {};

// An empty path is no path: pathlib would make the present folder of it.
template <class M>
constexpr bool is_path = std::is_same_v<M, std::filesystem::path>;
template <class M>
py::object member_to_python(const M& member) {
  if constexpr (is_path<M>) {
    if (member.empty()) return py::none();
  }
  return py::detail::object_or_cast(member);
}
template <class M>
M member_from_python(py::handle object) {
  if constexpr (is_path<M>) {
    if (object.is_none()) return {};
  }
  return object.cast<M>();
}
template <class M>
std::string type_text() {
  return std::string(is_path<M> ? "Optional[Path]" : py::detail::make_caster<M>::name.text);
}

// Makes what Python must know of a type before a verb first gives or takes one.
template <class T>
void introduce();

template <class T>
py::object shape_class() {
  static const py::handle type = [] {
    py::list names;
    py::dict types;
    py::list defaults;
    const T fresh{};
    std::apply(
        [&](const auto&... each) {
          (names.append(python_name(each.name)), ...);
          ((types[python_name(each.name)] = type_text<MemberType<T, decltype(each.member)>>()), ...);
          (introduce<MemberType<T, decltype(each.member)>>(), ...);
          (defaults.append(member_to_python(fresh.*(each.member))), ...);
        },
        Shape<T>::members);
    return make_shape(Shape<T>::name, Shape<T>::doc, names, types, defaults).release();
  }();
  return py::reinterpret_borrow<py::object>(type);
}

template <class T>
void introduce() {
  using Item = typename ItemOf<std::remove_cvref_t<T>>::Type;
  if constexpr (Enumerated<Item>)
    enumeration_class(*rapport::detail::Member<Item>::enumeration());
  else if constexpr (Shaped<Item>) {
    if constexpr (!is_spread<Item>) shape_class<Item>();
  }
}

}  // namespace rapport::python

namespace pybind11::detail {

template <class T>
struct type_caster<T, enable_if_t<rapport::python::Shaped<T>>> {
  using Shape = rapport::python::Shape<T>;
  PYBIND11_TYPE_CASTER(T, const_name(Shape::name));
  bool load(handle source, bool) {
    if (source.is_none()) return false;
    const object type = rapport::python::shape_class<T>();
    if (!isinstance(source, type)) rapport::python::refuse_type(std::string("a ") + Shape::name, source);
    std::size_t i = 0;
    std::apply(
        [&](const auto&... each) {
          ((value.*(each.member) =
                rapport::python::member_from_python<rapport::python::MemberType<T, decltype(each.member)>>(
                    reinterpret_borrow<tuple>(source)[i++])),
           ...);
        },
        Shape::members);
    return true;
  }
  static handle cast(const T& given, return_value_policy, handle) {
    return std::apply(
        [&](const auto&... each) {
          return rapport::python::shape_class<T>()(rapport::python::member_to_python(given.*(each.member))...)
              .release();
        },
        Shape::members);
  }
};

}  // namespace pybind11::detail

// The shape of something that verbs take member by member, as keyword arguments.
#define RAPPORT_ARGUMENTS(Type, sentence, ...) \
  RAPPORT_SHAPE(Type, sentence, __VA_ARGS__)   \
  template <>                                  \
  inline constexpr bool is_spread<Type> = true;
