#include "kernel/form.hpp"

#include <fmt/format.h>

#include <charconv>
#include <iterator>

#include "kernel/catalogue.hpp"
#include "kernel/json.hpp"
#include "kernel/text.hpp"

namespace rapport {

namespace {

// JSON on one line, whatever bytes its texts have.
std::string one_line(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

std::string reference_text(std::string_view bytes) {
  const Reference reference = reference_of(bytes);
  const Kind* kind = find_kind(reference.kind_number());
  return fmt::format("{}/{}", kind ? std::string(kind->name) : std::to_string(reference.kind_number()),
                     to_text(reference.uuid()));
}

Reference parsed_reference(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos)
    throw Error(Code::invalid,
                "is not a reference; write kind and id, as in customer/0190163d-8694-739b-aea5-966c26f8ad91");
  return Reference::to(kind_named(text.substr(0, slash)).number, from_text<Uuid>(text.substr(slash + 1)));
}

std::string number_text(double value) { return fmt::format("{}", value); }

// The items of a list, each as text.
std::vector<std::string> items_text(Type type, std::string_view bytes) {
  std::vector<std::string> items;
  const std::size_t size = type == Type::ids ? sizeof(Uuid) : sizeof(Reference);
  for (; bytes.size() >= size; bytes.remove_prefix(size)) {
    const std::string_view item = bytes.substr(0, size);
    items.push_back(type == Type::ids ? to_text(uuid_of(item)) : reference_text(item));
  }
  return items;
}

std::string item_bytes(Type type, std::string_view text) {
  if (type == Type::ids) return std::string(Value::of(from_text<Uuid>(text)).text);
  const Reference reference = parsed_reference(text);
  return {reinterpret_cast<const char*>(reference.bytes.data()), reference.bytes.size()};
}

Date day_of(std::int64_t stored) {
  const PartialDate date = detail::date_of(stored);
  return {std::chrono::year{date.year}, std::chrono::month{date.month}, std::chrono::day{date.day}};
}

template <class T>
T number_from(std::string_view text, const char* what) {
  T value{};
  const auto [end, trouble] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (trouble != std::errc{} || end != text.data() + text.size()) throw Error(Code::invalid, what);
  return value;
}

void put(const Field& field, void* record, const Value& value, std::size_t column = 0) {
  field.columns[column].set(record, value);
}

void clear(const Field& field, void* record) {
  if (!field.optional) {
    if (field.type == Type::text) return put(field, record, Value::of(std::string_view{}));
    throw Error(Code::invalid, "is required");
  }
  for (const Column& column : field.columns) column.set(record, {});
}

}  // namespace

FieldValues values_of(const Field& field, const void* record) {
  FieldValues values;
  for (std::size_t i = 0; i < field.columns.size(); ++i) values.columns[i] = field.columns[i].get(record);
  return values;
}

FieldValues values_of(const Field& field, std::span<const Value> columns) {
  FieldValues values;
  std::copy_n(columns.begin() + static_cast<std::ptrdiff_t>(field.first_column), field.columns.size(),
              values.columns.begin());
  return values;
}

std::optional<std::string> to_text(const Field& field, const FieldValues& values) {
  const Value& value = values.columns[0];
  if (value.is_nothing()) return {};
  switch (field.type) {
    case Type::boolean: return value.integer != 0 ? "true" : "false";
    case Type::integer: return std::to_string(value.integer);
    case Type::real: return number_text(value.real);
    case Type::text:
    case Type::enumeration: return std::string(value.text);
    case Type::id: return to_text(uuid_of(value.text));
    case Type::instant: return to_text(Instant{Duration{value.integer}});
    case Type::duration: return to_text(Duration{value.integer});
    case Type::date: return to_text(day_of(value.integer));
    case Type::partial_date: return to_text(detail::date_of(value.integer));
    case Type::money: {
      Money money;
      detail::Member<Money>::set(money, 0, value);
      detail::Member<Money>::set(money, 1, values.columns[1]);
      return to_text(money);
    }
    case Type::reference: return reference_text(value.text);
    case Type::ids:
    case Type::references: return fmt::format("{}", fmt::join(items_text(field.type, value.text), " "));
  }
  return {};
}

void set_from_text(const Field& field, void* record, std::string_view text) {
  if (text.empty()) return clear(field, record);
  switch (field.type) {
    case Type::boolean: {
      const std::string key = text::folded(text);
      const bool yes = key == "true" || key == "yes" || key == "1" || key == "oui" || key == "y";
      const bool no = key == "false" || key == "no" || key == "0" || key == "non" || key == "n";
      if (!yes && !no) throw Error(Code::invalid, "is neither true nor false");
      return put(field, record, Value::of(std::int64_t{yes}));
    }
    case Type::integer:
      return put(field, record, Value::of(number_from<std::int64_t>(text, "is not a whole number")));
    case Type::real: {
      const double value = number_from<double>(text, "is not a number; write it as in 0.75");
      return put(field, record, Value::of(value));
    }
    case Type::text: return put(field, record, Value::of(text));
    case Type::enumeration: {
      std::vector<std::string_view> names;
      for (const EnumerationValue& each : field.enumeration->values) {
        if (each.name == text) return put(field, record, Value::of(text));
        names.push_back(each.name);
      }
      detail::throw_not_one_of(text, names);
    }
    case Type::id: return put(field, record, Value::of(from_text<Uuid>(text)));
    case Type::instant:
      return put(field, record, Value::of(std::int64_t{from_text<Instant>(text).time_since_epoch().count()}));
    case Type::duration:
      return put(field, record, Value::of(std::int64_t{from_text<Duration>(text).count()}));
    case Type::date: return put(field, record, Value::of(detail::stored(from_text<Date>(text))));
    case Type::partial_date:
      return put(field, record, Value::of(detail::stored(from_text<PartialDate>(text))));
    case Type::money: {
      const Money money = from_text<Money>(text);
      put(field, record, Value::of(money.minor), 0);
      return put(field, record, Value::of(money.currency.code()), 1);
    }
    case Type::reference: return put(field, record, Value::bytes(item_bytes(Type::references, text)));
    case Type::ids:
    case Type::references: {
      std::string bytes;
      while (!text.empty()) {
        const std::size_t blank = text.find(' ');
        if (blank != 0) bytes += item_bytes(field.type, text.substr(0, blank));
        text = blank == std::string_view::npos ? std::string_view{} : text.substr(blank + 1);
      }
      return put(field, record, Value::bytes(bytes));
    }
  }
}

// Written piece by piece, without objects of the JSON library (json.hpp says why).
void append_json(std::string& out, const Kind& kind, std::span<const Value> columns) {
  char before = '{';
  for (const Field& field : kind.fields) {
    const FieldValues values = values_of(field, columns);
    const Value& value = values.columns[0];
    if (value.is_nothing()) continue;
    out += fmt::format("{}\"{}\":", before, field.name);
    before = ',';
    switch (field.type) {
      case Type::boolean: out += value.integer != 0 ? "true" : "false"; break;
      case Type::integer: out += std::to_string(value.integer); break;
      case Type::real: out += one_line(value.real); break;
      case Type::ids:
      case Type::references:
        out += fmt::format("[\"{}\"]", fmt::join(items_text(field.type, value.text), "\",\""));
        break;
      default: out += one_line(*to_text(field, values));
    }
  }
  out += before == '{' ? "{}" : "}";
}

void set_from_json(const Kind& kind, void* record, std::string_view json) {
  const auto parsed = parse_json(json);
  if (!parsed || !parsed->value.is_object())
    throw Error(Code::invalid, "is not a JSON object, or is one nested too deeply",
                {std::string(kind.name), "", ""});
  for (const auto& [key, member, items] : parsed->parts) {
    const Field& field = kind.field(key);
    try {
      if (member.is_null()) {
        clear(field, record);
      } else if (field.type == Type::boolean && member.is_boolean()) {
        put(field, record, Value::of(std::int64_t{member.get<bool>()}));
      } else if (field.type == Type::integer && member.is_number_integer() &&
                 !(member.is_number_unsigned() && member.get<std::uint64_t>() > INT64_MAX)) {
        put(field, record, Value::of(member.get<std::int64_t>()));
      } else if (field.type == Type::real && member.is_number()) {
        put(field, record, Value::of(member.get<double>()));
      } else if ((field.type == Type::ids || field.type == Type::references) && member.is_array()) {
        std::string bytes;
        for (const JsonPart& item : items) {
          if (!item.value.is_string()) throw Error(Code::invalid, "is not a list of texts");
          bytes += item_bytes(field.type, item.value.get_ref<const std::string&>());
        }
        put(field, record, Value::bytes(bytes));
      } else if (member.is_string()) {
        set_from_text(field, record, member.get_ref<const std::string&>());
      } else {
        throw Error(Code::invalid,
                    fmt::format("is a JSON {}, should be {}", member.type_name(), name(field.type)));
      }
    } catch (const Error& error) {
      throw Error(error.code(), error.message(), {std::string(kind.name), "", std::string(field.name)});
    }
  }
}

namespace {

// What a JSON object has for a name, as it stands there; empty when it does not have the name, or spells it
// with escapes. The object is well-formed.
std::string_view member_text(std::string_view object, std::string_view name) {
  const std::string key = one_line(name);
  int depth = 0;
  std::size_t begin = 0;  // of the name, then of its value
  bool found = false;
  for (std::size_t i = 0; i < object.size(); ++i) {
    switch (object[i]) {
      case '"':
        for (++i; object[i] != '"'; ++i) i += object[i] == '\\';
        break;
      case '{':
      case '[':
        if (++depth == 1) begin = i + 1;
        break;
      case ':':
        if (depth > 1) break;
        found = text::trimmed(object.substr(begin, i - begin)) == key;
        begin = i + 1;
        break;
      case ',':
      case '}':
      case ']':
        if (depth == 1 && found) return text::trimmed(object.substr(begin, i - begin));
        if (depth == 1) begin = i + 1;
        depth -= object[i] != ',';
        break;
      default: break;
    }
  }
  return {};
}

}  // namespace

std::string rejected_json(std::string_view because, std::string_view record) {
  record = text::trimmed(record);
  // One level is for the line around it.
  const auto parsed = parse_json(record, deepest_json - 1);
  const bool is_object = parsed && parsed->value.is_object();
  return fmt::format(R"({{"rejected_because":{},"record":{}}})", one_line(because),
                     is_object ? record : one_line(record));
}

std::optional<std::string> record_of_rejected_json(std::string_view line) {
  const auto parsed = parse_json(line);
  if (!parsed) return {};
  const auto part = [&](std::string_view name) {
    return std::ranges::find(parsed->parts, name, &JsonPart::name);
  };
  const auto record = part("record");
  if (part("rejected_because") == parsed->parts.end() || record == parsed->parts.end()) return {};
  if (record->value.is_string()) return record->value.get<std::string>();
  const std::string_view text = member_text(line, "record");
  return text.empty() ? std::nullopt : std::optional<std::string>(text);
}

namespace {

void append_number(std::string& text, std::int64_t number) {
  char digits[20];
  text.append(digits, std::to_chars(std::begin(digits), std::end(digits), number).ptr);
}

void append_json(std::string& text, const Value& value) {
  switch (value.tag) {
    case Value::Tag::nothing: text += "null"; return;
    case Value::Tag::integer: append_number(text, value.integer); return;
    case Value::Tag::real: text += one_line(value.real); return;
    case Value::Tag::text: text += one_line(value.text); return;
    case Value::Tag::bytes: text += one_line(text::hexadecimal(value.text)); return;
  }
}

}  // namespace

void StoredFields::add(const Field& field, const FieldValues& values) {
  const bool is_pair = field.columns.size() == 2;
  text_ += text_.empty() ? "{\"" : ",\"";
  append_number(text_, field.number);
  text_ += is_pair ? "\":[" : "\":";
  append_json(text_, values.columns[0]);
  if (!is_pair) return;
  text_ += ',';
  append_json(text_, values.columns[1]);
  text_ += ']';
}

void visit_stored_fields(const Kind& kind, std::string_view json,
                         const std::function<void(const Field&, const FieldValues&)>& visit) {
  const auto parsed = parse_json(json);
  const Error corrupt(Code::corrupt, "the journal's old values cannot be read",
                      {std::string(kind.name), "", ""});
  if (!parsed || !parsed->value.is_object()) throw corrupt;
  for (const auto& [key, member, items] : parsed->parts) {
    int number = 0;
    std::from_chars(key.data(), key.data() + key.size(), number);
    const Field* field = kind.find(number);
    if (!field) continue;  // written by a newer version
    FieldValues values;
    std::array<std::string, 2> held;
    for (std::size_t i = 0; i < field->columns.size(); ++i) {
      if (field->columns.size() == 2 && (!member.is_array() || items.size() != 2)) throw corrupt;
      const Json& part = field->columns.size() == 2 ? items[i].value : member;
      if (part.is_null()) continue;
      if (part.is_string()) held[i] = part.get<std::string>();
      switch (field->columns[i].storage) {
        case Value::Tag::nothing: break;
        case Value::Tag::integer:
          if (!part.is_number_integer()) throw corrupt;
          values.columns[i] = Value::of(part.get<std::int64_t>());
          break;
        case Value::Tag::real:
          if (!part.is_number()) throw corrupt;
          values.columns[i] = Value::of(part.get<double>());
          break;
        case Value::Tag::text:
          if (!part.is_string()) throw corrupt;
          values.columns[i] = Value::of(std::string_view(held[i]));
          break;
        case Value::Tag::bytes: {
          auto bytes = text::from_hexadecimal(held[i]);
          if (!part.is_string() || !bytes) throw corrupt;
          held[i] = std::move(*bytes);
          values.columns[i] = Value::bytes(held[i]);
          break;
        }
      }
    }
    visit(*field, values);
  }
}

bool keeps_one_of(const Kind& kind, std::string_view json, const std::vector<int>& numbers) {
  bool found = false;
  visit_stored_fields(kind, json, [&](const Field& field, const FieldValues&) {
    found = found || std::ranges::find(numbers, field.number) != numbers.end();
  });
  return found;
}

}  // namespace rapport
