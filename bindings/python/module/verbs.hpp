// Verbs: how a member function of a room becomes a method in Python.
//
// Structs that say how a verb is done (MoveDetails, Because, ...) are spread into keyword arguments. A verb works
// without the interpreter's lock. Where the details of a verb have a reason, `reason` is that one, and the commit
// has none of its own.
#pragma once

#include <span>
#include <string_view>
#include <tuple>
#include <vector>

#include "books.hpp"
#include "shapes.hpp"

namespace rapport::python {

// What is left of a Because whose reason stands elsewhere.
struct Causes {
  std::optional<std::int64_t> commit{};
  std::optional<Reference> cause{};
  operator Because() const { return {"", commit, cause}; }  // NOLINT: it is one
};

RAPPORT_ARGUMENTS(Because, "Why a verb is called.", RAPPORT_MEMBER(reason), RAPPORT_MEMBER(commit),
                  RAPPORT_MEMBER(cause))
RAPPORT_ARGUMENTS(Causes, "What led to a verb.", RAPPORT_MEMBER(commit), RAPPORT_MEMBER(cause))

template <class Room>
struct RoomOf {
  BookPointer book;
};

namespace verbs {

template <class P>
struct StoredAs {
  using Type = std::remove_cvref_t<P>;
};
template <class T>
struct StoredAs<std::span<const T>> {
  using Type = std::vector<T>;
};

template <class T>
struct Flattened {
  using Types = std::tuple<T>;
};
template <Spread T>
struct Flattened<T> {
  template <class... M>
  static std::tuple<M...> types(const std::tuple<NamedMember<T, M>...>&);
  using Types = decltype(types(Shape<T>::members));
};

template <class T>
constexpr bool has_reason() {
  if constexpr (Spread<T>) {
    return std::apply([](const auto&... each) { return ((std::string_view(each.name) == "reason") || ...); },
                      Shape<T>::members);
  } else {
    return false;
  }
}

// The parameters as they are kept between Python and the verb.
template <class... P>
struct Parameters {
  template <class T>
  static constexpr bool reason_stands_elsewhere = std::is_same_v<T, Because> &&
                                                  ((has_reason<typename StoredAs<P>::Type>() ? 1 : 0) + ... +
                                                   0) > 1;
  template <class T>
  using Kept = std::conditional_t<reason_stands_elsewhere<T>, Causes, T>;
  using Flat = decltype(std::tuple_cat(
      std::declval<typename Flattened<Kept<typename StoredAs<P>::Type>>::Types>()...));
};

// The next parameter, made of the flat arguments from an offset on.
template <class T, std::size_t offset, class Flat>
T take(Flat& flat) {
  if constexpr (Spread<T>) {
    T made{};
    [&]<std::size_t... i>(std::index_sequence<i...>) {
      ((made.*(std::get<i>(Shape<T>::members).member) = std::move(std::get<offset + i>(flat))), ...);
    }
    (std::make_index_sequence<std::tuple_size_v<decltype(Shape<T>::members)>>{});
    return made;
  } else {
    return std::move(std::get<offset>(flat));
  }
}

template <class T>
constexpr std::size_t width = std::tuple_size_v<typename Flattened<T>::Types>;

// An empty path as a text: pathlib has none.
template <class M>
py::object default_of(const M& member) {
  if constexpr (is_path<M>) {
    return py::str(member.string());
  } else {
    return py::cast(member);
  }
}

template <class T>
auto keyword_arguments() {
  if constexpr (Spread<T>) {
    return std::apply(
        [](const auto&... each) {
          const T fresh{};
          return std::tuple{with_default(each.name, default_of(fresh.*(each.member)))...};
        },
        Shape<T>::members);
  } else {
    return std::tuple{};
  }
}

template <class Room, class Result, class... P>
struct Call {
  using All = Parameters<P...>;

  template <class Function, std::size_t... i>
  static Result run(const Function& function, Room& room, typename All::Flat& flat,
                    std::index_sequence<i...>) {
    [[maybe_unused]] constexpr auto offsets = [] {
      std::array<std::size_t, sizeof...(P) + 1> made{};
      const std::size_t widths[] = {width<typename All::template Kept<typename StoredAs<P>::Type>>..., 0};
      for (std::size_t k = 0; k < sizeof...(P); ++k) made[k + 1] = made[k] + widths[k];
      return made;
    }();
    return function(room, take<typename All::template Kept<typename StoredAs<P>::Type>, offsets[i]>(flat)...);
  }

  template <class Function, class Class, class... Flat, class... Names>
  static void define(Class& type, const char* name, Function function, const char* doc, std::tuple<Flat...>*,
                     Names... names) {
    const auto bound = [function](RoomOf<Room>& self, Flat... arguments) -> Result {
      return work_on(*self.book, [&]() -> Result {
        typename All::Flat flat(std::move(arguments)...);
        Room room(self.book->session());
        return run(function, room, flat, std::index_sequence_for<P...>{});
      });
    };
    introduce<Result>();
    (introduce<Flat>(), ...);
    auto keywords =
        std::tuple_cat(keyword_arguments<typename All::template Kept<typename StoredAs<P>::Type>>()...);
    std::apply(
        [&](auto... each) {
          if constexpr (sizeof...(each) > 0)
            type.def(name, bound, doc, names..., py::kw_only(), each...);
          else
            type.def(name, bound, doc, names...);
        },
        std::move(keywords));
  }
};

}  // namespace verbs

// A verb of a room by its member function; names are those of the arguments that are not spread.
template <class Class, class Room, class Result, class... P, class... Names>
void verb(Class& type, const char* name, Result (Room::*member)(P...), const char* doc, Names... names) {
  using Call = verbs::Call<Room, Result, P...>;
  const auto function = [member](Room& room, auto&&... given) -> Result {
    return (room.*member)(std::forward<decltype(given)>(given)...);
  };
  Call::define(type, name, function, doc, static_cast<typename Call::All::Flat*>(nullptr), names...);
}
template <class Class, class Room, class Result, class... P, class... Names>
void verb(Class& type, const char* name, Result (Room::*member)(P...) const, const char* doc,
          Names... names) {
  using Call = verbs::Call<Room, Result, P...>;
  const auto function = [member](Room& room, auto&&... given) -> Result {
    return (room.*member)(std::forward<decltype(given)>(given)...);
  };
  Call::define(type, name, function, doc, static_cast<typename Call::All::Flat*>(nullptr), names...);
}
// A verb by a function of the room.
template <class Class, class Room, class Result, class... P, class... Names>
void verb(Class& type, const char* name, Result (*function)(Room&, P...), const char* doc, Names... names) {
  using Call = verbs::Call<Room, Result, P...>;
  Call::define(type, name, function, doc, static_cast<typename Call::All::Flat*>(nullptr), names...);
}

// The class of a room, and the property of the book that leads to it.
template <class Room>
py::class_<RoomOf<Room>> add_room(py::class_<OpenBook, BookPointer>& book, py::module_& module,
                                  const char* name, const char* property, const char* doc) {
  py::class_<RoomOf<Room>> type(module, name, doc);
  refuse_pickling(type, "A room");
  book.def_property_readonly(
      property, [](BookPointer self) { return RoomOf<Room>{std::move(self)}; }, doc);
  return type;
}

}  // namespace rapport::python
