// Kinds: record descriptions at run time.
//
// make_kind<R>() turns the constexpr description of R into tables of plain data and small functions, in the
// one place where R's .cpp asks for it. Everything else in the library (statements, validation, journal,
// JSON, CSV) walks these tables and is compiled once, whatever the number of kinds.
#pragma once

#include <array>
#include <cstring>
#include <memory>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include "kernel/value.hpp"
#include "rapport/describe.hpp"
#include "rapport/error.hpp"
#include "rapport/money.hpp"
#include "rapport/records.hpp"

namespace rapport {

enum class Type : std::uint8_t {
  boolean,
  integer,
  real,
  text,
  enumeration,
  id,
  instant,
  duration,
  date,
  partial_date,
  money,       // two columns: minor units, currency
  reference,   // one column of 18 bytes
  ids,         // one column, 16 bytes for each
  references,  // one column, 18 bytes for each
};
// "partial_date".
std::string_view name(Type type) noexcept;

struct Field;

// One column of a kind's table. What walks the columns calls a function for each, so members of one C++ type share
// theirs, and a kind's columns stand side by side.
struct Column {
  const Field* field;
  int number;  // in the content of records: twice the field's, and one more for its second column
  std::string_view suffix;  // after the field's name: "" or "_currency"
  Value::Tag storage;
  std::uint32_t offset;  // of the member in the record
  Value (*read)(const void* member);
  bool (*write)(void* member, const Value& value);
  bool (*equal)(const void* member, const void* other);

  // Borrows from the record.
  Value get(const void* record) const { return read(in(record)); }
  // False for a value of the wrong shape.
  bool set(void* record, const Value& value) const {
    return write(static_cast<std::byte*>(record) + offset, value);
  }
  // Whether two records have the same in all columns of the field.
  bool same(const void* a, const void* b) const { return equal(in(a), in(b)); }

 private:
  const void* in(const void* record) const { return static_cast<const std::byte*>(record) + offset; }
};

struct EnumerationValue {
  std::string_view name;
  int number;
  std::string_view sentence;
};
struct EnumerationInfo {
  std::string_view name;
  std::string_view sentence;
  std::vector<EnumerationValue> values;
};

struct Field {
  std::string_view name;
  int number;
  std::string_view sentence;
  Traits traits;
  Type type;
  bool optional;                       // std::optional, or a list
  const EnumerationInfo* enumeration;  // of Type::enumeration, else null
  const Kind& (*refers_to)();          // of Type::id and Type::ids, else null
  std::size_t first_column;            // position of columns[0] among all columns of the kind
  std::span<const Column> columns{};   // one or two

  // Whether two records have the same there.
  bool same(const void* a, const void* b) const { return columns.front().same(a, b); }
};

struct Kind {
  std::string_view name;
  std::string_view plural;
  int number;
  std::string_view sentence;
  int since;
  std::vector<Field> fields;
  std::vector<Column> columns;  // of all fields, in their order

  // Offsets of the members every kind has.
  Uuid& (*id)(void* record);
  std::int64_t& (*version)(void* record);
  std::optional<Instant>& (*deleted_at)(void* record);

  void* (*create)();
  void (*destroy)(void* record);
  void (*copy)(void* to, const void* from);

  // Null when there is no such field.
  const Field* find(std::string_view field) const noexcept;
  const Field* find(int number) const noexcept;
  // Throws unknown_name with the nearest name.
  const Field& field(std::string_view field) const;
  const Field& field(int number) const;

  bool on_time_line = false;
  bool searchable = false;
  std::vector<const Field*> lists;         // lists and references of any kind, which have no foreign keys
  std::vector<const Field*> enumerations;  // fields of that type
  const Field* visibility = nullptr;       // set on kinds that not everybody may read
  const Field* author = nullptr;
};

// Whether every kind has the field, and the library alone writes it: id, version, deleted_at.
inline bool is_common(const Field& field) { return field.number <= deleted_at_field; }

// The field of a member: field_of<&Customer::name>().
template <auto member>
const Field& field_of() {
  static const Field& field =
      kind_of<typename FieldDescription<member>::Record>().field(description_of<member>.number);
  return field;
}

// A record of any kind on the heap.
class AnyRecord {
 public:
  explicit AnyRecord(const Kind& kind) : kind_(&kind), record_(kind.create(), kind.destroy) {}
  void* get() noexcept { return record_.get(); }
  const void* get() const noexcept { return record_.get(); }
  const Kind& kind() const noexcept { return *kind_; }
  std::shared_ptr<const void> share() && { return {record_.release(), kind_->destroy}; }

 private:
  const Kind* kind_;
  std::unique_ptr<void, void (*)(void*)> record_;
};

inline const Uuid& id_of(const Kind& kind, const void* record) { return kind.id(const_cast<void*>(record)); }
inline std::int64_t version_of(const Kind& kind, const void* record) {
  return kind.version(const_cast<void*>(record));
}
inline bool is_deleted(const Kind& kind, const void* record) {
  return kind.deleted_at(const_cast<void*>(record)).has_value();
}

// ---- How each C++ type of a member is stored

namespace detail {

struct ColumnForm {
  std::string_view suffix;
  Value::Tag storage;
};

// Member<T>: the field type, its columns, and both directions for each column.
template <class T>
struct Member;

template <Type type_, Value::Tag tag>
struct OneColumn {
  static constexpr Type type = type_;
  static constexpr std::array<ColumnForm, 1> columns{{{"", tag}}};
  static const EnumerationInfo* enumeration() { return nullptr; }
  using Target = void;
};

template <>
struct Member<bool> : OneColumn<Type::boolean, Value::Tag::integer> {
  static Value get(bool member, std::size_t) { return Value::of(std::int64_t{member}); }
  static void set(bool& member, std::size_t, const Value& value) { member = value.integer != 0; }
};
template <>
struct Member<std::int64_t> : OneColumn<Type::integer, Value::Tag::integer> {
  static Value get(std::int64_t member, std::size_t) { return Value::of(member); }
  static void set(std::int64_t& member, std::size_t, const Value& value) { member = value.integer; }
};
template <>
struct Member<double> : OneColumn<Type::real, Value::Tag::real> {
  static Value get(double member, std::size_t) { return Value::of(member); }
  static void set(double& member, std::size_t, const Value& value) { member = value.real; }
};
template <>
struct Member<std::string> : OneColumn<Type::text, Value::Tag::text> {
  static Value get(const std::string& member, std::size_t) { return Value::of(std::string_view(member)); }
  static void set(std::string& member, std::size_t, const Value& value) { member = value.text; }
};
template <Enumerated E>
struct Member<E> : OneColumn<Type::enumeration, Value::Tag::text> {
  static Value get(E member, std::size_t) { return Value::of(to_text(member)); }
  static void set(E& member, std::size_t, const Value& value) {
    member = E{};  // a newer version's name stays 0: unknown
    for (const auto& named : rapport::enumeration<E>.values)
      if (named.name == value.text) member = named.value;
  }
  static const EnumerationInfo* enumeration() {
    static const EnumerationInfo info = [] {
      const auto& table = rapport::enumeration<E>;
      EnumerationInfo made{table.name, table.sentence, {}};
      for (const auto& named : table.values)
        made.values.push_back({named.name, static_cast<int>(named.value), named.sentence});
      return made;
    }();
    return &info;
  }
};
template <class R>
struct Member<Id<R>> : OneColumn<Type::id, Value::Tag::bytes> {
  static Value get(const Id<R>& member, std::size_t) { return Value::of(member.uuid); }
  static void set(Id<R>& member, std::size_t, const Value& value) { member.uuid = uuid_of(value.text); }
  using Target = R;
};
template <>
struct Member<Instant> : OneColumn<Type::instant, Value::Tag::integer> {
  static Value get(Instant member, std::size_t) {
    return Value::of(std::int64_t{member.time_since_epoch().count()});
  }
  static void set(Instant& member, std::size_t, const Value& value) {
    member = Instant{Duration{value.integer}};
  }
};
template <>
struct Member<Duration> : OneColumn<Type::duration, Value::Tag::integer> {
  static Value get(Duration member, std::size_t) { return Value::of(std::int64_t{member.count()}); }
  static void set(Duration& member, std::size_t, const Value& value) { member = Duration{value.integer}; }
};
// Dates are stored as yyyymmdd, which sorts, and which people can read; unknown parts are zeros.
PartialDate date_of(std::int64_t stored) noexcept;
template <>
struct Member<PartialDate> : OneColumn<Type::partial_date, Value::Tag::integer> {
  static Value get(const PartialDate& member, std::size_t) { return Value::of(stored_date(member)); }
  static void set(PartialDate& member, std::size_t, const Value& value) { member = date_of(value.integer); }
};
template <>
struct Member<Date> : OneColumn<Type::date, Value::Tag::integer> {
  static Value get(Date member, std::size_t) { return Value::of(std::get<std::int64_t>(stored(member))); }
  static void set(Date& member, std::size_t, const Value& value) {
    const PartialDate date = date_of(value.integer);
    member = Date{std::chrono::year{date.year}, std::chrono::month{date.month}, std::chrono::day{date.day}};
  }
};
template <>
struct Member<Money> {
  static constexpr Type type = Type::money;
  static constexpr std::array<ColumnForm, 2> columns{
      {{"_minor", Value::Tag::integer}, {"_currency", Value::Tag::text}}};
  static const EnumerationInfo* enumeration() { return nullptr; }
  using Target = void;
  static Value get(const Money& member, std::size_t column) {
    return column == 0 ? Value::of(member.minor) : Value::of(member.currency.code());
  }
  static void set(Money& member, std::size_t column, const Value& value) {
    if (column == 0)
      member.minor = value.integer;
    else if (value.text.size() == 3)
      member.currency = Currency({value.text[0], value.text[1], value.text[2], '\0'});
  }
};
template <>
struct Member<Reference> : OneColumn<Type::reference, Value::Tag::bytes> {
  static Value get(const Reference& member, std::size_t) {
    return Value::bytes({reinterpret_cast<const char*>(member.bytes.data()), member.bytes.size()});
  }
  static void set(Reference& member, std::size_t, const Value& value) { member = reference_of(value.text); }
};
// A list of fixed-size items is stored as their bytes, one after the other; an empty list as nothing.
template <class T, Type type_>
struct ListMember : OneColumn<type_, Value::Tag::bytes> {
  static_assert(std::is_trivially_copyable_v<T>);
  static Value get(const std::vector<T>& member, std::size_t) {
    if (member.empty()) return {};
    return Value::bytes({reinterpret_cast<const char*>(member.data()), member.size() * sizeof(T)});
  }
  static void set(std::vector<T>& member, std::size_t, const Value& value) {
    member.resize(value.text.size() / sizeof(T));
    if (!member.empty())
      std::memcpy(static_cast<void*>(member.data()), value.text.data(), member.size() * sizeof(T));
  }
};
template <class R>
struct Member<std::vector<Id<R>>> : ListMember<Id<R>, Type::ids> {
  using Target = R;
};
template <>
struct Member<std::vector<Reference>> : ListMember<Reference, Type::references> {};

template <class T>
struct Unwrapped {
  using Type = T;
  static constexpr bool optional = false;
};
template <class T>
struct Unwrapped<std::optional<T>> {
  using Type = T;
  static constexpr bool optional = true;
};
template <class T>
struct IsList : std::false_type {};
template <class T>
struct IsList<std::vector<T>> : std::true_type {};

template <class T, std::size_t column>
Value read(const void* member) {
  const T& value = *static_cast<const T*>(member);
  if constexpr (Unwrapped<T>::optional)
    return value ? Member<typename T::value_type>::get(*value, column) : Value{};
  else
    return Member<T>::get(value, column);
}

template <class T>
bool equal(const void* member, const void* other) {
  return *static_cast<const T*>(member) == *static_cast<const T*>(other);
}

template <class T, std::size_t column>
bool write(void* member, const Value& from) {
  T& value = *static_cast<T*>(member);
  if constexpr (Unwrapped<T>::optional) {
    using Inner = typename T::value_type;
    if (from.is_nothing()) {
      value.reset();
      return true;
    }
    if (from.tag != Member<Inner>::columns[column].storage) return false;
    if (!value) value.emplace();
    Member<Inner>::set(*value, column, from);
  } else if constexpr (IsList<T>::value) {
    if (!from.is_nothing() && from.tag != Member<T>::columns[column].storage) return false;
    Member<T>::set(value, column, from);
  } else {
    if (from.tag != Member<T>::columns[column].storage) return false;
    Member<T>::set(value, column, from);
  }
  return true;
}

void add_field(Kind& kind, const Field& field, std::span<const Column> columns);

template <auto member, class R>
void add_field(Kind& kind, const FieldDescription<member>& from, const R& sample) {
  using T = typename FieldDescription<member>::Type;
  using M = Member<typename Unwrapped<T>::Type>;
  Field field{from.name,        from.number, from.sentence,
              from.traits,      M::type,     Unwrapped<T>::optional || IsList<T>::value,
              M::enumeration(), nullptr,     kind.columns.size()};
  if constexpr (!std::is_void_v<typename M::Target>) field.refers_to = &kind_of<typename M::Target>;
  const auto offset = static_cast<std::uint32_t>(reinterpret_cast<const std::byte*>(&(sample.*member)) -
                                                 reinterpret_cast<const std::byte*>(&sample));
  [&]<std::size_t... i>(std::index_sequence<i...>) {
    const Column columns[] = {{nullptr, 2 * from.number + static_cast<int>(i), M::columns[i].suffix,
                               M::columns[i].storage, offset, &read<T, i>, &write<T, i>, &equal<T>}...};
    add_field(kind, field, columns);
  }
  (std::make_index_sequence<M::columns.size()>{});
}
template <class R, auto... members>
void add_fields(Kind& kind, const FieldDescriptions<members...>& fields, const R& sample) {
  (add_field<members>(kind, fields, sample), ...);
}

}  // namespace detail

// Fills in what follows from the fields.
void complete(Kind& kind);

template <class R>
Kind make_kind() {
  const auto& from = description<R>;
  Kind kind{};
  kind.name = from.kind.name;
  kind.plural = from.kind.plural;
  kind.number = from.kind.number;
  kind.sentence = from.kind.sentence;
  kind.since = from.kind.since;
  static const R sample{};  // to find where in it its members stand
  detail::add_fields(kind, from.fields, sample);
  kind.id = [](void* record) -> Uuid& { return static_cast<R*>(record)->id.uuid; };
  kind.version = [](void* record) -> std::int64_t& { return static_cast<R*>(record)->version; };
  kind.deleted_at = [](void* record) -> std::optional<Instant>& {
    return static_cast<R*>(record)->deleted_at;
  };
  kind.create = []() -> void* { return new R(); };
  kind.destroy = [](void* record) { delete static_cast<R*>(record); };
  kind.copy = [](void* to, const void* from_record) {
    *static_cast<R*>(to) = *static_cast<const R*>(from_record);
  };
  complete(kind);
  return kind;
}

// Stands once for each kind, in the .cpp of its room.
#define RAPPORT_KIND(Record)                      \
  template <>                                     \
  const Kind& kind_of<Record>() {                 \
    static const Kind kind = make_kind<Record>(); \
    return kind;                                  \
  }

}  // namespace rapport
