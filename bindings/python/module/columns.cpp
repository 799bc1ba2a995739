#include "columns.hpp"

#include <cstring>

#include "kernel/form.hpp"

namespace rapport::python {

namespace {

const char* format_of(const Field& field, std::size_t part) {
  switch (field.type) {
    case Type::boolean: return "b";
    case Type::integer: return "l";
    case Type::real: return "g";
    case Type::instant: return "tsu:UTC";
    case Type::duration: return "tDu";
    case Type::date: return "tdD";
    case Type::money: return part == 0 ? "l" : "U";
    default: return "U";
  }
}

}  // namespace

Column::Column(const Field& field, std::size_t part)
    : field_(&field),
      part_(part),
      name_(std::string(field.name) + std::string(field.columns[part].suffix)),
      format_(format_of(field, part)) {
  if (is_text()) offsets_.push_back(0);
}

template <class T>
void Column::append(T value) {
  const auto* bytes = reinterpret_cast<const char*>(&value);
  data_.insert(data_.end(), bytes, bytes + sizeof value);
}

void Column::append_text(std::string_view text) {
  data_.insert(data_.end(), text.begin(), text.end());
  offsets_.push_back(static_cast<std::int64_t>(data_.size()));
}

void Column::append_nothing() {
  ++nulls_;
  switch (format_[0]) {
    case 'U': return append_text("");
    case 'b':
      if (rows_ % 8 == 0) data_.push_back(0);
      return;
    default: field_->type == Type::date ? append(std::int32_t{}) : append(std::int64_t{});
  }
}

void Column::append_value(const Value& value, const void* record) {
  switch (field_->type) {
    case Type::boolean:
      if (rows_ % 8 == 0) data_.push_back(0);
      if (value.integer != 0) data_.back() = static_cast<char>(data_.back() | 1 << rows_ % 8);
      return;
    case Type::integer:
    case Type::instant:
    case Type::duration: return append(value.integer);
    case Type::real: return append(value.real);
    case Type::date: {
      const PartialDate date = detail::date_of(value.integer);
      const std::chrono::sys_days day =
          Date{std::chrono::year{date.year}, std::chrono::month{date.month}, std::chrono::day{date.day}};
      return append(static_cast<std::int32_t>(day.time_since_epoch().count()));
    }
    case Type::text:
    case Type::enumeration: return append_text(value.text);
    case Type::money:
      if (part_ == 0) return append(value.integer);
      return append_text(value.text);
    default: append_text(to_text(*field_, values_of(*field_, record)).value_or(""));
  }
}

void Column::add(const void* record) {
  if (rows_ % 8 == 0) validity_.push_back(0);
  const Value value = field_->columns[part_].get(record);
  if (value.is_nothing()) {
    append_nothing();
  } else {
    validity_.back() = static_cast<std::uint8_t>(validity_.back() | 1 << rows_ % 8);
    append_value(value, record);
  }
  ++rows_;
}

std::vector<Column> columns_of(const Kind& kind) {
  std::vector<Column> columns;
  for (const Field& field : kind.fields)
    for (std::size_t part = 0; part < field.columns.size(); ++part) columns.emplace_back(field, part);
  return columns;
}

}  // namespace rapport::python
