// Tables: the structures that the library's questions answer with, as rows of values.
//
// Columns are the members of a structure's shape (src/book/shapes.hpp), or, where it is particular to this interface,
// those that columns_of<T> lists, by name and type: a structure inside a structure gives its columns with a prefix
// ("commit.number"), a list of structures is a table of its own, a list of plain values a table with the one column
// "value". Nothing is copied: cells are read from the answer, which the table holds.
#pragma once

#include <array>
#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "book/shapes.hpp"
#include "values.hpp"

namespace rapport::capi {

// What a table makes when it is first asked for it: handles of records, lists and tables inside the answer, by their
// place in it.
class Parts {
 public:
  template <class Made, class... Arguments>
  Made& part(const void* place, Arguments&&... arguments) {
    auto& slot = made_[place];
    if (!slot) slot = std::make_unique<Made>(std::forward<Arguments>(arguments)...);
    return static_cast<Made&>(*slot);
  }
  std::vector<rapport_reference>& references(const void* place) { return references_[place]; }

 private:
  std::map<const void*, std::unique_ptr<Object>> made_;
  std::map<const void*, std::vector<rapport_reference>> references_;
};

struct TableColumn {
  std::string name;
  std::int32_t type;
  const EnumerationInfo* enumeration;  // of RAPPORT_TYPE_ENUMERATION, else null
  std::function<rapport_value(Parts& parts, const void* row)> get;
};
using TableColumns = std::vector<TableColumn>;

}  // namespace rapport::capi

struct rapport_table : rapport::capi::Object {
  rapport_table() : Object(rapport::capi::Tag::table) {}

  virtual const rapport::capi::TableColumns& columns() const = 0;
  // Finds the rows in the answer.
  virtual void collect(std::vector<const void*>& rows) const = 0;
  // Whether it stands in another table, with which it is freed.
  virtual bool borrowed() const noexcept { return false; }

  const std::vector<const void*>& rows() const {
    if (!collected_) {
      rows_.clear();
      collect(rows_);
      collected_ = true;
    }
    return rows_;
  }
  rapport_value at(std::size_t row, std::size_t column) const {
    return columns().at(column).get(parts_, rows().at(row));
  }

 private:
  mutable rapport::capi::Parts parts_;
  mutable std::vector<const void*> rows_;
  mutable bool collected_ = false;
};

namespace rapport::capi {

// ---- Which members a structure has

// Those of its shape (book/shapes.hpp), unless a structure is particular to this interface.
template <class T>
constexpr auto columns_by_shape() {
  if constexpr (requires { Shape<T>::members; })
    return Shape<T>::members;
  else
    return nullptr;
}
template <class T>
inline constexpr auto columns_of = columns_by_shape<T>();

template <class T>
concept Structure = !std::is_same_v<decltype(columns_of<T>), const std::nullptr_t>;

template <class T>
struct IsPair : std::false_type {};
template <class A, class B>
struct IsPair<std::pair<A, B>> : std::true_type {};

// ---- Cells of one type each

template <class T>
struct Cell;

template <std::int32_t of_type>
struct CellOf {
  static constexpr std::int32_t type = of_type;
  static const EnumerationInfo* enumeration() { return nullptr; }
};
template <>
struct Cell<bool> : CellOf<RAPPORT_TYPE_BOOLEAN> {
  static rapport_value get(Parts&, bool member) { return value(type, member ? 1 : 0); }
};
template <std::integral T>
struct Cell<T> : CellOf<RAPPORT_TYPE_INTEGER> {
  static rapport_value get(Parts&, T member) { return value(type, static_cast<std::int64_t>(member)); }
};
template <>
struct Cell<double> : CellOf<RAPPORT_TYPE_REAL> {
  static rapport_value get(Parts&, double member) { return value(member); }
};
template <>
struct Cell<std::string> : CellOf<RAPPORT_TYPE_TEXT> {
  static rapport_value get(Parts&, const std::string& member) { return value(std::string_view(member)); }
};
// Names from descriptions only, which are literals and end in a NUL.
template <>
struct Cell<std::string_view> : CellOf<RAPPORT_TYPE_TEXT> {
  static rapport_value get(Parts&, std::string_view member) { return value(member); }
};
template <>
struct Cell<std::filesystem::path> : CellOf<RAPPORT_TYPE_TEXT> {
  static rapport_value get(Parts&, const std::filesystem::path& member) {
    return value(std::string_view(member.native()));
  }
};
template <Enumerated E>
struct Cell<E> : CellOf<RAPPORT_TYPE_ENUMERATION> {
  static const EnumerationInfo* enumeration() { return &info_of<E>(); }
  static rapport_value get(Parts&, E member) {
    return value(RAPPORT_TYPE_ENUMERATION, static_cast<std::int64_t>(member));
  }
};
template <class R>
struct Cell<Id<R>> : CellOf<RAPPORT_TYPE_ID> {
  static rapport_value get(Parts&, const Id<R>& member) { return value(member.uuid); }
};
template <>
struct Cell<Instant> : CellOf<RAPPORT_TYPE_INSTANT> {
  static rapport_value get(Parts&, Instant member) { return value(type, us_of(member)); }
};
template <>
struct Cell<Duration> : CellOf<RAPPORT_TYPE_DURATION> {
  static rapport_value get(Parts&, Duration member) { return value(type, member.count()); }
};
template <>
struct Cell<BusinessDuration> : CellOf<RAPPORT_TYPE_DURATION> {
  static rapport_value get(Parts&, BusinessDuration member) { return value(type, member.amount.count()); }
};
template <>
struct Cell<Date> : CellOf<RAPPORT_TYPE_DATE> {
  static rapport_value get(Parts&, Date member) {
    return value(type, std::get<std::int64_t>(rapport::detail::stored(member)));
  }
};
template <>
struct Cell<Money> : CellOf<RAPPORT_TYPE_MONEY> {
  static rapport_value get(Parts&, const Money& member) { return value(member); }
};
template <>
struct Cell<Reference> : CellOf<RAPPORT_TYPE_REFERENCE> {
  static rapport_value get(Parts&, const Reference& member) { return value(member); }
};
template <Described R>
struct Cell<R> : CellOf<RAPPORT_TYPE_RECORD> {
  static rapport_value get(Parts& parts, const R& member) {
    rapport_value made = nothing();
    made.type = type;
    // The table holds its answer for its readers, who may change the records in it.
    made.as.record = &parts.part<rapport_record>(&member, kind_of<R>(), const_cast<R*>(&member));
    return made;
  }
  using CellOf<RAPPORT_TYPE_RECORD>::type;
};
template <class R>
struct Cell<std::vector<Id<R>>> : CellOf<RAPPORT_TYPE_IDS> {
  static rapport_value get(Parts&, const std::vector<Id<R>>& member) {
    return list(RAPPORT_TYPE_IDS, member.data(), member.size());
  }
};
template <Described R>
struct Cell<std::vector<R>> : CellOf<RAPPORT_TYPE_RECORDS> {
  static rapport_value get(Parts& parts, const std::vector<R>& member) {
    rapport_value made = nothing();
    made.type = RAPPORT_TYPE_RECORDS;
    made.as.records = &parts.part<BorrowedRecords<R>>(&member, const_cast<std::vector<R>&>(member));
    return made;
  }
};

// ---- Columns

template <class T>
using Reach = std::function<const T*(const void* row)>;  // null where something on the way is absent

template <class M>
void add_column(TableColumns& to, const std::string& name, Reach<M> reach);

template <class T>
void add_columns(TableColumns& to, const std::string& prefix, const Reach<T>& reach) {
  std::apply(
      [&](const auto&... each) {
        (
            [&] {
              const auto member = each.member;
              using M = std::remove_cvref_t<decltype(std::declval<const T&>().*member)>;
              add_column<M>(to, prefix + std::string(each.name),
                            [reach, member](const void* row) -> const M* {
                              const T* from = reach(row);
                              return from ? &(from->*member) : nullptr;
                            });
            }(),
            ...);
      },
      columns_of<T>);
}

template <class C>
struct BorrowedTable;

// A container of what is no record and no id.
template <class M>
concept NestedTable = requires(const M& m) {
  m.begin();
  m.size();
  typename M::value_type;
}
&&!std::is_same_v<M, std::string> && !std::is_same_v<M, std::string_view> &&
    !std::is_same_v<M, std::filesystem::path> && !requires {
  Cell<M>::type;
};

template <class M>
struct OptionalOf : std::false_type {};
template <class T>
struct OptionalOf<std::optional<T>> : std::true_type {
  using Type = T;
};

template <class M>
void add_column(TableColumns& to, const std::string& name, Reach<M> reach) {
  if constexpr (OptionalOf<M>::value) {
    using Inner = typename OptionalOf<M>::Type;
    add_column<Inner>(to, name, [reach](const void* row) -> const Inner* {
      const M* member = reach(row);
      return member && *member ? &**member : nullptr;
    });
  } else if constexpr (Structure<M>) {
    add_columns<M>(to, name + ".", reach);
  } else if constexpr (NestedTable<M>) {
    to.push_back({name, RAPPORT_TYPE_TABLE, nullptr, [reach](Parts& parts, const void* row) {
                    rapport_value made = nothing();
                    const M* member = reach(row);
                    if (!member) return made;
                    made.type = RAPPORT_TYPE_TABLE;
                    made.as.table = &parts.part<BorrowedTable<M>>(member, *member);
                    return made;
                  }});
  } else {
    to.push_back({name, Cell<M>::type, Cell<M>::enumeration(), [reach](Parts& parts, const void* row) {
                    const M* member = reach(row);
                    return member ? Cell<M>::get(parts, *member) : nothing();
                  }});
  }
}

// The columns of a container's items.
template <class T>
const TableColumns& columns_for() {
  static const TableColumns columns = [] {
    TableColumns made;
    if constexpr (Structure<T>) {
      add_columns<T>(made, "", [](const void* row) { return static_cast<const T*>(row); });
    } else if constexpr (IsPair<T>::value) {
      using Key = std::remove_const_t<typename T::first_type>;
      using Kept = typename T::second_type;
      add_column<Key>(made, "key", [](const void* row) { return &static_cast<const T*>(row)->first; });
      const auto second = [](const void* row) { return &static_cast<const T*>(row)->second; };
      if constexpr (Structure<Kept>)
        add_columns<Kept>(made, "", second);
      else
        add_column<Kept>(made, "value", second);
    } else {
      add_column<T>(made, "value", [](const void* row) { return static_cast<const T*>(row); });
    }
    return made;
  }();
  return columns;
}

template <class C>
void collect_rows(const C& answer, std::vector<const void*>& rows) {
  if constexpr (NestedTable<C> || requires { typename C::value_type; }) {
    rows.reserve(answer.size());
    for (const auto& each : answer) rows.push_back(&each);
  } else {
    rows.push_back(&answer);
  }
}
template <class C>
struct RowOf {
  using Type = C;  // one structure is one row
};
template <class C>
requires requires { typename C::value_type; }
struct RowOf<C> {
  using Type = typename C::value_type;
};

// Holds its answer, which is moved in when the verb has returned it.
template <class C>
struct TableOf : rapport_table {
  const TableColumns& columns() const override { return columns_for<typename RowOf<C>::Type>(); }
  void collect(std::vector<const void*>& rows) const override { collect_rows(answer, rows); }

  C answer;
};
template <class C>
struct BorrowedTable : rapport_table {
  explicit BorrowedTable(const C& in_place) : answer(&in_place) {}
  const TableColumns& columns() const override { return columns_for<typename RowOf<C>::Type>(); }
  void collect(std::vector<const void*>& rows) const override { collect_rows(*answer, rows); }
  bool borrowed() const noexcept override { return true; }

  const C* answer;
};

}  // namespace rapport::capi
