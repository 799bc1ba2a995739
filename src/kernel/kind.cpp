#include "kernel/kind.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "kernel/text.hpp"

namespace rapport {

std::string_view name(Type type) noexcept {
  switch (type) {
    case Type::boolean: return "boolean";
    case Type::integer: return "integer";
    case Type::real: return "real";
    case Type::text: return "text";
    case Type::enumeration: return "enumeration";
    case Type::id: return "id";
    case Type::instant: return "instant";
    case Type::duration: return "duration";
    case Type::date: return "date";
    case Type::partial_date: return "partial_date";
    case Type::money: return "money";
    case Type::reference: return "reference";
    case Type::ids: return "ids";
    case Type::references: return "references";
  }
  return "";
}

const Field* Kind::find(std::string_view wanted) const noexcept {
  for (const Field& each : fields)
    if (each.name == wanted) return &each;
  return nullptr;
}

const Field* Kind::find(int wanted) const noexcept {
  for (const Field& each : fields)
    if (each.number == wanted) return &each;
  return nullptr;
}

const Field& Kind::field(std::string_view wanted) const {
  if (const Field* found = find(wanted)) return *found;
  std::vector<std::string_view> names;
  for (const Field& each : fields) names.push_back(each.name);
  throw Error(
      Code::unknown_name,
      fmt::format("has no field \"{}\"{}", text::printable(wanted), text::did_you_mean(wanted, names)),
      {std::string(name), "", ""});
}

const Field& Kind::field(int wanted) const {
  if (const Field* found = find(wanted)) return *found;
  throw Error(Code::unknown_name, fmt::format("has no field with the number {}", wanted),
              {std::string(name), "", ""});
}

void detail::add_field(Kind& kind, const Field& field, std::span<const Column> columns) {
  kind.fields.push_back(field);
  kind.columns.insert(kind.columns.end(), columns.begin(), columns.end());
}

void complete(Kind& kind) {
  // Nothing is added any more, so that fields and columns can point to one another.
  for (Field& field : kind.fields) {
    std::size_t end = field.first_column;
    for (; end < kind.columns.size() && kind.columns[end].number / 2 == field.number; ++end)
      kind.columns[end].field = &field;
    field.columns = {&kind.columns[field.first_column], end - field.first_column};
  }
  for (const Field& field : kind.fields) {
    if (field.traits.on_time_line == OnTimeLine::instant) kind.on_time_line = true;
    if (field.traits.searchable) kind.searchable = true;
    if (field.type == Type::ids || field.type == Type::reference || field.type == Type::references)
      kind.lists.push_back(&field);
    if (field.enumeration) kind.enumerations.push_back(&field);
    if (field.traits.reader == Reader::visibility) kind.visibility = &field;
    if (field.traits.reader == Reader::author) kind.author = &field;
  }
}

namespace detail {

PartialDate date_of(std::int64_t stored) noexcept {
  return {static_cast<std::int16_t>(stored / 10000), static_cast<std::uint8_t>(stored / 100 % 100),
          static_cast<std::uint8_t>(stored % 100)};
}

std::int64_t stored_date(const PartialDate& date) noexcept {
  return (std::int64_t{date.year} * 100 + date.month) * 100 + date.day;
}

Blob stored_blob(const Uuid& uuid) { return {std::string(Value::of(uuid).text)}; }

}  // namespace detail

Value Value::of(const detail::Stored& stored) {
  struct Visitor {
    Value operator()(std::monostate) const { return {}; }
    Value operator()(std::int64_t value) const { return of(value); }
    Value operator()(double value) const { return of(value); }
    Value operator()(const std::string& value) const { return of(std::string_view(value)); }
    Value operator()(const detail::Blob& value) const { return bytes(value.bytes); }
  };
  return std::visit(Visitor{}, stored);
}

Uuid uuid_of(std::string_view bytes) noexcept {
  Uuid uuid;
  if (bytes.size() == sizeof uuid) std::copy(bytes.begin(), bytes.end(), uuid.bytes.begin());
  return uuid;
}

Reference reference_of(std::string_view bytes) noexcept {
  Reference reference;
  if (bytes.size() == sizeof reference) std::copy(bytes.begin(), bytes.end(), reference.bytes.begin());
  return reference;
}

OwnedValue own(const Value& value) {
  switch (value.tag) {
    case Value::Tag::nothing: return std::monostate{};
    case Value::Tag::integer: return value.integer;
    case Value::Tag::real: return value.real;
    case Value::Tag::text: return std::string(value.text);
    case Value::Tag::bytes: return detail::Blob{std::string(value.text)};
  }
  return std::monostate{};
}

void detail::throw_not_one_of(std::string_view text, std::span<const std::string_view> names) {
  throw Error(Code::invalid,
              fmt::format("\"{}\" is not one of {}", text::printable(text), fmt::join(names, ", ")));
}

}  // namespace rapport
