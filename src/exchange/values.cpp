#include "exchange/values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "kernel/form.hpp"
#include "kernel/text.hpp"
#include "kernel/zone.hpp"

namespace rapport {

namespace {

// Text fields up to this length are one line; longer ones are prose.
constexpr int longest_line = 500;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

int number_in(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

// "2,822", "2 822" and "2'822" without their separators; other texts as they are.
std::string without_groups(std::string_view text) {
  std::string plain;
  const std::size_t first = text.find_first_of(", '");
  if (first == std::string_view::npos) return std::string(text);
  const char separator = text[first];
  plain = text.substr(0, first);
  for (text.remove_prefix(first); !text.empty(); text.remove_prefix(4)) {
    if (text.size() < 4 || text.front() != separator || !all_digits(text.substr(1, 3)))
      return std::string(text);
    plain += text.substr(1, 3);
  }
  return plain;
}

// An amount with a point before its decimals and nothing else between its digits. The last of point and
// comma stands before the decimals, unless it stands several times or three digits follow a lone comma.
std::string plain_amount(std::string_view text) {
  const std::size_t last = text.find_last_of(".,");
  bool decimal = last != std::string_view::npos && text.find(text[last]) == last;
  if (decimal && text[last] == ',' && text.size() - last == 4 && text.front() != '0' &&
      text.find('.') == std::string_view::npos)
    decimal = false;
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (decimal && i == last)
      plain += '.';
    else if (std::string_view(",.' ").find(text[i]) == std::string_view::npos)
      plain += text[i];
  }
  return plain;
}

// An amount in another unit: 1.5 thousand, which are three digits, is 1500.
std::string in_unit(std::string amount, int digits) {
  if (digits == 0) return amount;
  const std::size_t point = std::min(amount.find('.'), amount.size());
  std::string decimals = point < amount.size() ? amount.substr(point + 1) : std::string();
  const auto moved = static_cast<std::size_t>(digits);
  if (decimals.size() < moved) decimals.resize(moved, '0');
  amount = amount.substr(0, point) + decimals.substr(0, moved);
  return decimals.size() > moved ? amount + '.' + decimals.substr(moved) : amount;
}

// Signs of money with the currencies that they stand for.
struct Sign {
  std::string_view sign;
  std::string_view currencies;
};
constexpr Sign signs[] = {
    {"€", "EUR"},
    {"$", "USD ARS AUD BRL CAD CLP COP HKD MXN NZD SGD TWD"},
    {"£", "GBP EGP FKP GIP LBP SHP SYP"},
    {"¥", "JPY CNY"},
};

// An amount without the sign before or behind it; absent when there is none.
std::optional<std::string> without_sign(std::string_view text, std::string_view sign) {
  if (text.ends_with(sign)) return std::string(text.substr(0, text.size() - sign.size()));
  const std::size_t minus = text.starts_with('-') ? 1 : 0;
  if (!text.substr(minus).starts_with(sign)) return {};
  return std::string(text.substr(0, minus)) + std::string(text.substr(minus + sign.size()));
}

bool is_currency(std::string_view text) {
  return text.size() == 3 && Currency({text[0], text[1], text[2], '\0'}).is_well_formed();
}

// Year, month and day, in the order they stand in the text; false when it is not three numbers with one sign
// between them.
bool split_date(std::string_view text, std::array<std::string_view, 3>& parts, char& sign) {
  const std::size_t first = text.find_first_of("./-");
  if (first == std::string_view::npos) return false;
  sign = text[first];
  const std::size_t second = text.find(sign, first + 1);
  if (second == std::string_view::npos) return false;
  parts = {text.substr(0, first), text.substr(first + 1, second - first - 1), text.substr(second + 1)};
  return std::all_of(parts.begin(), parts.end(),
                     [](std::string_view part) { return all_digits(part) && part.size() <= 4; });
}

}  // namespace

ValueReader::ValueReader(const ImportOptions& options) : options_(options) {
  if (!options.zone.empty() && !(zone_ = zone_named(options.zone)))
    throw Error(Code::invalid,
                fmt::format("\"{}\" is not a time zone; write its IANA name, as Europe/Paris",
                            text::printable(options.zone)),
                {"", "", "zone"});
  if (!options.currency.empty() && !is_currency(options.currency))
    throw Error(Code::invalid, "is not a currency; write its ISO 4217 code, as EUR", {"", "", "currency"});
}

std::string_view ValueReader::present(std::string_view text) const {
  text = text::trimmed(text);
  const auto& missing = options_.missing;
  return std::find(missing.begin(), missing.end(), text) == missing.end() ? text : std::string_view{};
}

void need_one_line(std::string_view text) {
  if (std::any_of(text.begin(), text.end(), [](char c) { return (c >= 0 && c < ' ') || c == '\x7f'; }))
    throw Error(Code::invalid, "holds a line break or another control character; write it on one line");
}

std::string enumeration_name(std::string_view text) {
  std::string name = text::folded(text);
  for (char& c : name)
    if (c == ' ' || c == '-') c = '_';
  return name;
}

void ValueReader::set(const Field& field, void* record, std::string_view text, int digits) const {
  switch (field.type) {
    case Type::text:
      if (field.traits.longest <= longest_line) need_one_line(text);
      field.columns[0].set(record, Value::of(text));
      return;
    case Type::enumeration: return set_from_text(field, record, enumeration_name(text));
    case Type::integer: return set_from_text(field, record, without_groups(text::folded(text)));
    case Type::instant:
      field.columns[0].set(record, Value::of(std::int64_t{instant(text).time_since_epoch().count()}));
      return;
    case Type::partial_date: field.columns[0].set(record, Value::of(detail::stored_date(date(text)))); return;
    case Type::date: {
      const PartialDate day = date(text);
      if (day.year == 0 || day.month == 0 || day.day == 0)
        throw Error(Code::invalid, "is not a whole date; write it as in 2026-11-22");
      field.columns[0].set(record, Value::of(detail::stored_date(day)));
      return;
    }
    case Type::money: return set_from_text(field, record, to_text(money(text, digits)));
    default: return set_from_text(field, record, text);
  }
}

std::string_view ValueReader::currency_of(std::string_view currencies) const {
  if (!options_.currency.empty() && currencies.find(options_.currency) != std::string_view::npos)
    return options_.currency;
  if (!is_currency(currencies))
    throw Error(Code::invalid,
                fmt::format("has a sign of several currencies ({}); give the file's currency", currencies));
  return currencies;
}

Money ValueReader::money(std::string_view text, int digits) const {
  std::string amount(text);
  std::string_view currency = options_.currency;
  if (text.size() > 3 && is_currency(text.substr(text.size() - 3))) {
    currency = text.substr(text.size() - 3);
    amount = text.substr(0, text.size() - 3);
  } else if (text.size() > 3 && is_currency(text.substr(0, 3))) {
    currency = text.substr(0, 3);
    amount = text.substr(3);
  } else {
    for (const Sign& each : signs)
      if (auto plain = without_sign(text, each.sign)) {
        amount = std::move(*plain);
        currency = currency_of(each.currencies);
      }
  }
  if (currency.empty())
    throw Error(Code::invalid, "names no currency; write it as in 1234.50 EUR, or give the file's currency");
  return from_text<Money>(
      fmt::format("{} {}", in_unit(plain_amount(text::folded(amount)), digits), currency));
}

PartialDate ValueReader::date(std::string_view text) const {
  // A spreadsheet shows a day as its midnight.
  if (const std::size_t time = text.find_first_of(" T");
      time != std::string_view::npos && text.find_first_not_of("0:.", time + 1) == std::string_view::npos)
    text = text.substr(0, time);
  std::array<std::string_view, 3> parts;
  char sign = 0;
  if (!split_date(text, parts, sign)) return from_text<PartialDate>(text);
  auto [year, month, day] = parts;
  if (year.size() != 4) {
    std::swap(year, day);
    if (sign != '.' && !options_.day_first)
      throw Error(Code::invalid,
                  "may begin with the day or with the month; say which with day_first, or write 2026-11-22");
    if (sign != '.' && !*options_.day_first) std::swap(month, day);
  }
  const PartialDate date{static_cast<std::int16_t>(number_in(year)),
                         static_cast<std::uint8_t>(number_in(month)),
                         static_cast<std::uint8_t>(number_in(day))};
  if (year.size() != 4 || month.size() > 2 || day.size() > 2 || date.month == 0 || date.day == 0 ||
      !exists(date))
    throw Error(Code::invalid, "is not a date that exists; write it as in 2026-11-22");
  return date;
}

Instant ValueReader::local(std::string_view date_text, std::string_view time) const {
  if (!zone_)
    throw Error(Code::invalid,
                "has no offset from UTC; give the file's time zone, as Europe/Paris, or write "
                "2026-11-22T09:30:00Z");
  const PartialDate day = date(date_text);
  // Read as if it were UTC, then moved to the zone.
  const auto as_utc = from_text<Instant>(fmt::format("{}T{}Z", to_text(day), time.empty() ? "00:00" : time));
  const auto second = std::chrono::floor<std::chrono::seconds>(as_utc);
  const cctz::civil_second civil = cctz::convert(second, cctz::utc_time_zone());
  return zone_->lookup(civil).pre + (as_utc - second);
}

Instant ValueReader::instant(std::string_view text) const {
  const std::size_t end = text.find_first_of(" T");
  const std::string_view day = text.substr(0, end);
  std::string_view time = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
  time = text::trimmed(time);
  const std::size_t offset = time.find_first_of("Z+-");
  std::string clock(text::trimmed(time.substr(0, offset)));
  if (clock.find(':') == 1) clock.insert(clock.begin(), '0');
  if (offset == std::string_view::npos) return local(day, clock);
  return from_text<Instant>(fmt::format("{}T{}{}", to_text(date(day)), clock, time.substr(offset)));
}

}  // namespace rapport
