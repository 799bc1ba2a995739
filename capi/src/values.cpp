#include "values.hpp"

#include <algorithm>
#include <array>

#include "kernel/catalogue.hpp"
#include "kernel/text.hpp"

namespace rapport::capi {

// What C sees is what C++ has, where the one is borrowed from the other.
static_assert(sizeof(rapport_id) == sizeof(Uuid) && sizeof(Id<void>) == sizeof(rapport_id));
static_assert(sizeof(rapport_value) == 24 && offsetof(rapport_value, as) == 8);
static_assert(sizeof(rapport_money) == 16 && offsetof(rapport_money, currency) == 8);
static_assert(sizeof(rapport_reference) == 20 && offsetof(rapport_reference, id) == 4);

namespace {

// From the year 1 to the end of 9999.
constexpr Instant first_instant{std::chrono::sys_days{std::chrono::year{1} / 1 / 1}};
constexpr Instant last_instant{std::chrono::sys_days{std::chrono::year{10000} / 1 / 1} - Duration{1}};
constexpr Duration longest_duration = last_instant - first_instant;

bool is_instant(std::int64_t us) {
  return us >= first_instant.time_since_epoch().count() && us <= last_instant.time_since_epoch().count();
}
bool is_duration(std::int64_t us) {
  return us >= -longest_duration.count() && us <= longest_duration.count();
}

// Whether the number is of the form yyyymmdd, whatever day that is.
bool is_date(std::int64_t stored) { return stored >= 0 && stored <= 9999'99'99; }
bool is_whole_day(std::int64_t stored) {
  if (!is_date(stored)) return false;
  const PartialDate date = rapport::detail::date_of(stored);
  return date.year != 0 && date.month != 0 && date.day != 0 && exists(date);
}
bool is_partial_day(std::int64_t stored) {
  return is_date(stored) && exists(rapport::detail::date_of(stored));
}

}  // namespace

void throw_argument(std::string_view name, std::string what) {
  throw Error(Code::invalid, std::move(what), {"", "", std::string(name)});
}

std::string_view text_of(rapport_text text, std::string_view name) {
  if (text.length == 0) return {};
  if (!text.data) throw_argument(name, "its data is NULL, and its length is not 0");
  return {text.data, text.length};
}

std::filesystem::path path_of(rapport_text path, std::string_view name) {
  const std::string_view text = text_of(path, name);
  if (text.find('\0') != std::string_view::npos) throw_argument(name, "has a NUL inside");
  return text;
}

std::vector<std::string> texts_of(const rapport_text* texts, std::size_t count, std::string_view name) {
  std::vector<std::string> all;
  for (const rapport_text& each : span_of(texts, count, name)) all.emplace_back(text_of(each, name));
  return all;
}

Instant instant_of(std::int64_t us, std::string_view name) {
  if (us == RAPPORT_ABSENT) throw_argument(name, "is absent; an instant is needed");
  if (!is_instant(us)) throw_argument(name, fmt::format("{} us is not within the years 1 to 9999", us));
  return Instant{Duration{us}};
}

std::optional<Instant> optional_instant(std::int64_t us, std::string_view name) {
  if (us == RAPPORT_ABSENT) return {};
  return instant_of(us, name);
}

Duration duration_of(std::int64_t us, std::string_view name) {
  if (us == RAPPORT_ABSENT) throw_argument(name, "is absent; a duration is needed");
  if (!is_duration(us)) throw_argument(name, fmt::format("{} us is longer than 9999 years", us));
  return Duration{us};
}

Date day_of(std::int64_t day, std::string_view name) {
  if (!is_whole_day(day)) throw_argument(name, fmt::format("{} is no day; 20261122 is one", day));
  const PartialDate date = rapport::detail::date_of(day);
  return Date{std::chrono::year{date.year}, std::chrono::month{date.month}, std::chrono::day{date.day}};
}

Uuid uuid_of(const rapport_id& id) {
  Uuid uuid;
  std::copy(std::begin(id.bytes), std::end(id.bytes), uuid.bytes.begin());
  return uuid;
}

rapport_id id_of(const Uuid& uuid) {
  rapport_id id;
  std::copy(uuid.bytes.begin(), uuid.bytes.end(), std::begin(id.bytes));
  return id;
}

Reference reference_in(std::int32_t kind, const rapport_id& id) {
  if (kind < 1 || kind > 0xffff) throw_argument("kind", fmt::format("{} is no number of a kind", kind));
  return Reference::to(kind, uuid_of(id));
}

rapport_reference reference_of(const Reference& reference) {
  return {reference.kind_number(), id_of(reference.uuid())};
}

bool flag_of(std::int32_t flag, std::string_view name) {
  if (flag != 0 && flag != 1) throw_argument(name, fmt::format("is {}; 0 and 1 are right", flag));
  return flag == 1;
}

void need_zero(std::uint32_t zero) {
  if (zero != 0)
    throw_argument("zero", "is kept for later versions and must be 0; begin with the _INIT macro");
}

std::size_t limit_of(std::int64_t limit, std::string_view name) {
  constexpr std::int64_t most = 1'000'000;
  if (limit < 1 || limit > most) throw_argument(name, fmt::format("is {}; 1 to {} are right", limit, most));
  return static_cast<std::size_t>(limit);
}

void throw_not_in(const EnumerationInfo& enumeration, std::int64_t number, std::string_view name) {
  std::string values;
  for (const EnumerationValue& each : enumeration.values)
    values += fmt::format("{}{} ({})", values.empty() ? "" : ", ", each.number, each.name);
  throw_argument(name, fmt::format("{} is no {}; these are: {}", number, enumeration.name, values));
}

const Kind& kind_in(std::int32_t number) {
  if (const Kind* kind = find_kind(static_cast<int>(number))) return *kind;
  throw Error(Code::unknown_name, fmt::format("there is no kind with the number {}", number),
              {"", "", "kind"});
}

Because because_in(const rapport_because* because) {
  const rapport_because given = options_in(because, RAPPORT_BECAUSE_INIT, "because");
  Because made{.reason = std::string(text_of(given.reason, "reason"))};
  if (given.commit != 0) made.commit = given.commit;
  if (given.cause_kind != 0) made.cause = reference_in(given.cause_kind, given.cause);
  return made;
}

// ---- Values of fields

void throw_wrong_field(const Kind& kind, std::int32_t number) {
  const int own = number & 0xffff;
  const Kind* other = find_kind(number >> 16);
  if (!other)
    throw Error(Code::unknown_name, fmt::format("{} is no number of a field; see rapport_fields.h", number),
                {std::string(kind.name), "", ""});
  const Field& field = other->field(own);
  throw Error(Code::misuse,
              fmt::format("the record is a {}, the field is {}.{}", kind.name, other->name, field.name),
              {std::string(kind.name), "", std::string(field.name)});
}

std::int32_t type_of(Type type) {
  static_assert(static_cast<int>(Type::boolean) + 1 == RAPPORT_TYPE_BOOLEAN &&
                static_cast<int>(Type::integer) + 1 == RAPPORT_TYPE_INTEGER &&
                static_cast<int>(Type::real) + 1 == RAPPORT_TYPE_REAL &&
                static_cast<int>(Type::text) + 1 == RAPPORT_TYPE_TEXT &&
                static_cast<int>(Type::enumeration) + 1 == RAPPORT_TYPE_ENUMERATION &&
                static_cast<int>(Type::id) + 1 == RAPPORT_TYPE_ID &&
                static_cast<int>(Type::instant) + 1 == RAPPORT_TYPE_INSTANT &&
                static_cast<int>(Type::duration) + 1 == RAPPORT_TYPE_DURATION &&
                static_cast<int>(Type::date) + 1 == RAPPORT_TYPE_DATE &&
                static_cast<int>(Type::partial_date) + 1 == RAPPORT_TYPE_PARTIAL_DATE &&
                static_cast<int>(Type::money) + 1 == RAPPORT_TYPE_MONEY &&
                static_cast<int>(Type::reference) + 1 == RAPPORT_TYPE_REFERENCE &&
                static_cast<int>(Type::ids) + 1 == RAPPORT_TYPE_IDS &&
                static_cast<int>(Type::references) + 1 == RAPPORT_TYPE_REFERENCES);
  return static_cast<std::int32_t>(type) + 1;
}

rapport_value value_of(const Field& field, const Value& first, const Value& second) {
  if (first.is_nothing()) return nothing();
  rapport_value made = nothing();
  made.type = type_of(field.type);
  switch (field.type) {
    case Type::text: made.as.text = text_of(first.text); break;
    case Type::real: made.as.real = first.real; break;
    case Type::enumeration:
      for (const EnumerationValue& each : field.enumeration->values)
        if (each.name == first.text) {
          made.as.integer = each.number;
          break;
        }
      break;
    case Type::id:
      std::memcpy(made.as.id.bytes, first.text.data(), std::min<std::size_t>(16, first.text.size()));
      break;
    case Type::money:
      made.as.money.minor = first.integer;
      std::memcpy(made.as.money.currency, second.text.data(), std::min<std::size_t>(3, second.text.size()));
      break;
    case Type::reference: return value(rapport::reference_of(first.text));
    case Type::ids: made.as.list = {first.text.data(), first.text.size() / sizeof(rapport_id)}; break;
    case Type::references: break;
    default: made.as.integer = first.integer;
  }
  return made;
}

std::vector<rapport_reference> references_of(std::string_view stored) {
  std::vector<rapport_reference> made;
  for (; stored.size() >= sizeof(Reference); stored.remove_prefix(sizeof(Reference)))
    made.push_back(reference_of(rapport::reference_of(stored.substr(0, sizeof(Reference)))));
  return made;
}

rapport_value large_value_of(const rapport_record& record, const Field& field) {
  const Value first = field.columns[0].get(record.data);
  if (field.type == Type::references && !first.is_nothing()) {
    auto found =
        std::ranges::find(record.references, field.number, [](const auto& each) { return each.first; });
    if (found == record.references.end()) found = record.references.insert(found, {field.number, {}});
    found->second = references_of(first.text);
    return list(RAPPORT_TYPE_REFERENCES, found->second.data(), found->second.size());
  }
  return value_of(field, first, field.type == Type::money ? field.columns[1].get(record.data) : Value{});
}

namespace {

[[noreturn]] void throw_value(const Kind& kind, const Field& field, std::string what) {
  throw Error(Code::invalid, std::move(what), {std::string(kind.name), "", std::string(field.name)});
}

std::string_view bytes_of(const rapport_list& list) {
  return {static_cast<const char*>(list.items), list.count * sizeof(rapport_id)};
}

}  // namespace

void set(const Kind& kind, void* record, const Field& field, const rapport_value& value) {
  if (is_common(field))
    throw Error(Code::not_allowed, "is kept by the book; leave it out",
                {std::string(kind.name), "", std::string(field.name)});
  const auto put = [&](std::size_t column, const Value& stored) {
    if (!field.columns[column].set(record, stored))
      throw_value(kind, field, fmt::format("has no value; a {} is required", name(field.type)));
  };
  if (value.type == RAPPORT_TYPE_NOTHING) return put(0, {});
  if (value.type != type_of(field.type))
    throw_value(kind, field,
                fmt::format("is given a value of type {}; it is of type {} ({})", value.type,
                            type_of(field.type), name(field.type)));
  const auto need = [&](bool holds, std::string_view right) {
    if (!holds) throw_value(kind, field, fmt::format("{} is not right; {}", value.as.integer, right));
  };
  const auto put_list = [&](const rapport_list& items, auto&& stored) {
    if (!items.items && items.count > 0)
      throw_value(kind, field, "its items are NULL, and their count is not 0");
    // An empty list is stored as nothing.
    put(0, items.count == 0 ? Value{} : Value::bytes(stored()));
  };
  switch (field.type) {
    case Type::boolean: need(value.as.integer == 0 || value.as.integer == 1, "0 and 1 are"); break;
    case Type::instant: need(is_instant(value.as.integer), "years run from 1 to 9999"); break;
    case Type::duration: need(is_duration(value.as.integer), "a duration is shorter than 9999 years"); break;
    case Type::date: need(is_whole_day(value.as.integer), "20261122 is a day"); break;
    case Type::partial_date:
      need(is_partial_day(value.as.integer), "20261122 is a day, 512 the twelfth of May of any year");
      break;
    case Type::integer: break;
    case Type::real: return put(0, Value::of(value.as.real));
    case Type::text: return put(0, Value::of(text_of(value.as.text, field.name)));
    case Type::enumeration:
      for (const EnumerationValue& each : field.enumeration->values)
        if (each.number == value.as.integer) return put(0, Value::of(each.name));
      throw_not_in(*field.enumeration, value.as.integer, field.name);
    case Type::id: return put(0, Value::of(uuid_of(value.as.id)));
    case Type::money:
      put(0, Value::of(value.as.money.minor));
      return put(1, Value::of(std::string_view(value.as.money.currency, 3)));
    case Type::reference: return put(0, Value::of(reference_in(value.kind, value.as.id)));
    case Type::ids: return put_list(value.as.list, [&] { return bytes_of(value.as.list); });
    case Type::references: {
      std::string stored;
      return put_list(value.as.list, [&] {
        for (const rapport_reference& each :
             std::span(static_cast<const rapport_reference*>(value.as.list.items), value.as.list.count))
          stored += Value::of(reference_in(each.kind, each.id)).text;
        return std::string_view(stored);
      });
    }
  }
  put(0, Value::of(value.as.integer));
}

// ---- Values of tables

rapport_value value(double real) {
  rapport_value made = nothing();
  made.type = RAPPORT_TYPE_REAL;
  made.as.real = real;
  return made;
}

rapport_value value(std::string_view text) {
  rapport_value made = nothing();
  made.type = RAPPORT_TYPE_TEXT;
  made.as.text = text_of(text);
  return made;
}

rapport_value value(const Uuid& uuid) {
  rapport_value made = nothing();
  made.type = RAPPORT_TYPE_ID;
  made.as.id = id_of(uuid);
  return made;
}

rapport_value value(const Reference& reference) {
  rapport_value made = value(reference.uuid());
  made.type = RAPPORT_TYPE_REFERENCE;
  made.kind = reference.kind_number();
  return made;
}

rapport_value value(const Money& money) {
  rapport_value made = nothing();
  made.type = RAPPORT_TYPE_MONEY;
  made.as.money.minor = money.minor;
  std::memcpy(made.as.money.currency, money.currency.code().data(), 3);
  return made;
}

rapport_value list(std::int32_t type, const void* items, std::size_t count) {
  rapport_value made = nothing();
  made.type = type;
  made.as.list = {items, count};
  return made;
}

}  // namespace rapport::capi
