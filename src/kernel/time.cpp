#include "rapport/time.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cstdlib>
#include <optional>

#include "rapport/error.hpp"

// std::chrono has the calendar arithmetic (C++20), so no library stands between these forms and the standard
// one.

namespace rapport {

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::minutes;
using std::chrono::seconds;

// Reads from the front of a text; every step says whether it succeeded.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  bool at_end() const noexcept { return rest_.empty(); }
  bool take(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  // Exactly so many digits.
  std::optional<int> digits(std::size_t count) {
    if (rest_.size() < count) return {};
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (rest_[i] < '0' || rest_[i] > '9') return {};
      value = value * 10 + (rest_[i] - '0');
    }
    rest_.remove_prefix(count);
    return value;
  }
  std::optional<std::int64_t> number() {
    if (rest_.starts_with('-')) return {};
    std::int64_t value = 0;
    const auto [end, trouble] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
    if (trouble != std::errc{}) return {};
    rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
    return value;
  }
  // ".5" or ",5" as microseconds; nothing there is zero; more than six digits are cut off.
  std::optional<std::int64_t> fraction() {
    if (!take('.') && !take(',')) return 0;
    std::int64_t value = 0;
    std::size_t count = 0;
    for (; !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9'; rest_.remove_prefix(1), ++count)
      if (count < 6) value = value * 10 + (rest_.front() - '0');
    if (count == 0) return {};
    for (; count < 6; ++count) value *= 10;
    return value;
  }

 private:
  std::string_view rest_;
};

std::optional<Date> read_date(Scanner& scanner) {
  const auto year = scanner.digits(4);
  if (!year || !scanner.take('-')) return {};
  const auto month = scanner.digits(2);
  if (!month || !scanner.take('-')) return {};
  const auto day = scanner.digits(2);
  if (!day) return {};
  const Date date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                  std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok() || *year < 1) return {};
  return date;
}

std::optional<Instant> read_instant(Scanner& scanner) {
  const auto date = read_date(scanner);
  if (!date || !(scanner.take('T') || scanner.take(' '))) return {};
  const auto hour = scanner.digits(2);
  if (!hour || *hour > 23 || !scanner.take(':')) return {};
  const auto minute = scanner.digits(2);
  if (!minute || *minute > 59) return {};
  int second = 0;
  std::int64_t fraction = 0;
  if (scanner.take(':')) {
    const auto read = scanner.digits(2);
    const auto parts = read ? scanner.fraction() : std::nullopt;
    if (!parts || *read > 59) return {};
    second = *read;
    fraction = *parts;
  }
  Instant instant = std::chrono::sys_days(*date) + hours{*hour} + minutes{*minute} + seconds{second} +
                    microseconds{fraction};
  if (scanner.take('Z')) return instant;
  const int sign = scanner.take('+') ? 1 : scanner.take('-') ? -1 : 0;
  if (sign == 0) return {};
  const auto offset_hours = scanner.digits(2);
  scanner.take(':');
  const auto offset_minutes = scanner.digits(2);
  if (!offset_hours || !offset_minutes || *offset_hours > 23 || *offset_minutes > 59) return {};
  instant -= sign * (hours{*offset_hours} + minutes{*offset_minutes});
  // The offset may have led out of the years that instants have.
  const int year{Date{std::chrono::floor<days>(instant)}.year()};
  if (year < 1 || year > 9999) return {};
  return instant;
}

// Zero, or so many digits.
bool read_part(Scanner& scanner, std::size_t digits, int& part) {
  const auto read = scanner.digits(digits);
  if (read) part = *read;
  return read.has_value();
}

}  // namespace

bool exists(const PartialDate& date) noexcept {
  using std::chrono::day;
  using std::chrono::month;
  using std::chrono::year;
  if (date.year < 0 || date.year > 9999) return false;
  if (date.month == 0) return date.day == 0 && date.year != 0;
  if (date.day == 0) return date.year != 0 && month{date.month}.ok();
  if (date.year == 0) return std::chrono::month_day{month{date.month}, day{date.day}}.ok();
  return Date{year{date.year}, month{date.month}, day{date.day}}.ok();
}

std::string to_text(Date date) {
  return fmt::format("{:04}-{:02}-{:02}", int{date.year()}, unsigned{date.month()}, unsigned{date.day()});
}

std::string to_text(const PartialDate& date) {
  if (date.year == 0) return fmt::format("--{:02}-{:02}", date.month, date.day);
  std::string text = fmt::format("{:04}", date.year);
  if (date.month != 0) text += fmt::format("-{:02}", date.month);
  if (date.day != 0) text += fmt::format("-{:02}", date.day);
  return text;
}

namespace {

std::string fraction_text(std::int64_t micros) {
  if (micros == 0) return {};
  std::string text = fmt::format(".{:06}", micros);
  while (text.back() == '0') text.pop_back();
  return text;
}

}  // namespace

std::string to_text(Instant instant) {
  const auto day = std::chrono::floor<days>(instant);
  const std::int64_t micros = (instant - day).count();
  const std::int64_t second = micros / 1'000'000;
  return fmt::format("{}T{:02}:{:02}:{:02}{}Z", to_text(Date{day}), second / 3600, second / 60 % 60,
                     second % 60, fraction_text(micros % 1'000'000));
}

std::string to_text(Duration duration) {
  if (duration.count() == 0) return "PT0S";
  const std::int64_t total = duration.count();
  const auto size = total < 0 ? 0 - static_cast<std::uint64_t>(total) : static_cast<std::uint64_t>(total);
  const auto micros = static_cast<std::int64_t>(size % 1'000'000);
  const std::uint64_t second = size / 1'000'000;
  std::string text = total < 0 ? "-PT" : "PT";
  if (second >= 3600) text += fmt::format("{}H", second / 3600);
  if (second / 60 % 60 != 0) text += fmt::format("{}M", second / 60 % 60);
  if (second % 60 != 0 || micros != 0) text += fmt::format("{}{}S", second % 60, fraction_text(micros));
  return text;
}

Instant TextForm<Instant>::parse(std::string_view text) {
  Scanner scanner(text);
  const auto instant = read_instant(scanner);
  if (!instant || !scanner.at_end())
    throw Error(Code::invalid,
                "is not an instant; write date, time and offset, as in 2026-11-22T09:30:00Z or "
                "2026-11-22T10:30:00+01:00");
  return *instant;
}

Date TextForm<Date>::parse(std::string_view text) {
  Scanner scanner(text);
  const auto date = read_date(scanner);
  if (!date || !scanner.at_end())
    throw Error(Code::invalid, "is not a day that exists; write it as in 2026-11-22");
  return *date;
}

PartialDate TextForm<PartialDate>::parse(std::string_view text) {
  Scanner scanner(text);
  int year = 0;
  int month = 0;
  int day = 0;
  bool good = false;
  if (scanner.take('-')) {  // --05-12 and --0512
    good = scanner.take('-') && read_part(scanner, 2, month);
    scanner.take('-');
    good = good && read_part(scanner, 2, day);
  } else {  // 1987, 1987-05, 1987-05-12 and 19870512
    good = read_part(scanner, 4, year) && year > 0;
    if (good && scanner.take('-')) {
      good = read_part(scanner, 2, month) && month > 0;
      if (good && scanner.take('-')) good = read_part(scanner, 2, day) && day > 0;
    } else if (good && !scanner.at_end()) {
      good = read_part(scanner, 2, month) && read_part(scanner, 2, day) && month > 0 && day > 0;
    }
  }
  const PartialDate date{static_cast<std::int16_t>(year), static_cast<std::uint8_t>(month),
                         static_cast<std::uint8_t>(day)};
  if (!good || !scanner.at_end() || !exists(date))
    throw Error(Code::invalid, "is not a date that exists; write 1987-05-12, 1987-05, 1987 or --05-12");
  return date;
}

Duration TextForm<Duration>::parse(std::string_view text) {
  Scanner scanner(text);
  const bool negative = scanner.take('-');
  bool good = scanner.take('P');
  bool any = false;
  std::int64_t micros = 0;                     // below zero, where there is room for one more
  constexpr std::string_view order = "DTHMS";  // each part at most once, in this order
  std::size_t next = 0;
  while (good && !scanner.at_end()) {
    if (next < 2 && scanner.take('T')) {
      next = 2;
      good = !scanner.at_end();
      continue;
    }
    const auto number = scanner.number();
    const auto fraction = number ? scanner.fraction() : std::nullopt;
    good = false;
    if (!fraction) break;
    for (std::size_t i = next; i < (next < 2 ? 1 : order.size()); ++i) {
      if (!scanner.take(order[i])) continue;
      const std::int64_t unit = i == 0   ? 86'400'000'000
                                : i == 2 ? 3'600'000'000
                                : i == 3 ? 60'000'000
                                         : 1'000'000;
      std::int64_t part = 0;
      good = (*fraction == 0 || i == 4) && !__builtin_mul_overflow(*number, unit, &part) &&
             !__builtin_sub_overflow(micros, part, &micros) &&
             !__builtin_sub_overflow(micros, *fraction, &micros);
      next = i + 1;
      any = true;
      break;
    }
  }
  if (!negative) good = good && !__builtin_sub_overflow(std::int64_t{0}, micros, &micros);
  if (!good || !any) throw Error(Code::invalid, "is not a duration; write it as in PT1H30M, PT45S or P2D");
  return Duration{micros};
}

}  // namespace rapport
