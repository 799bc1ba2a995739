#include "rapport/money.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "rapport/error.hpp"

namespace rapport {

namespace {

// ISO 4217 currencies whose minor unit is not a hundredth.
struct Digits {
  std::string_view code;
  int digits;
};
constexpr Digits other_digits[] = {{"BHD", 3}, {"BIF", 0}, {"CLF", 4}, {"CLP", 0}, {"DJF", 0}, {"GNF", 0},
                                   {"IQD", 3}, {"ISK", 0}, {"JOD", 3}, {"JPY", 0}, {"KMF", 0}, {"KRW", 0},
                                   {"KWD", 3}, {"LYD", 3}, {"OMR", 3}, {"PYG", 0}, {"RWF", 0}, {"TND", 3},
                                   {"UGX", 0}, {"UYI", 0}, {"UYW", 4}, {"VND", 0}, {"VUV", 0}, {"XAF", 0},
                                   {"XOF", 0}, {"XPF", 0}, {"XXX", 0}};

constexpr std::int64_t powers_of_ten[] = {1, 10, 100, 1000, 10000};

void need_same_currency(const Money& a, const Money& b) {
  if (a.currency != b.currency)
    throw Error(Code::invalid, fmt::format("{} and {} cannot be added up; convert one first",
                                           a.currency.code(), b.currency.code()));
}

}  // namespace

int Currency::digits() const noexcept {
  for (const Digits& other : other_digits)
    if (other.code == code()) return other.digits;
  return 2;
}

bool Currency::is_well_formed() const noexcept {
  return std::all_of(code_.begin(), code_.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

Money operator+(const Money& a, const Money& b) {
  need_same_currency(a, b);
  Money sum{0, a.currency};
  if (__builtin_add_overflow(a.minor, b.minor, &sum.minor))
    throw Error(Code::invalid, "the sum is too large");
  return sum;
}

Money operator-(const Money& a, const Money& b) {
  need_same_currency(a, b);
  Money difference{0, a.currency};
  if (__builtin_sub_overflow(a.minor, b.minor, &difference.minor))
    throw Error(Code::invalid, "the difference is too large");
  return difference;
}

std::string to_text(const Money& money) {
  const int digits = money.currency.digits();
  const std::uint64_t size =
      money.minor < 0 ? 0 - static_cast<std::uint64_t>(money.minor) : static_cast<std::uint64_t>(money.minor);
  const auto unit = static_cast<std::uint64_t>(powers_of_ten[digits]);
  std::string text = fmt::format("{}{}", money.minor < 0 ? "-" : "", size / unit);
  if (digits > 0) text += fmt::format(".{:0{}}", size % unit, digits);
  return text + " " + std::string(money.currency.code());
}

Currency TextForm<Currency>::parse(std::string_view text) {
  if (text.size() == 3) {
    const Currency currency({text[0], text[1], text[2], '\0'});
    if (currency.is_well_formed()) return currency;
  }
  throw Error(Code::invalid, "is not a currency; write its ISO 4217 code, as in EUR");
}

Money TextForm<Money>::parse(std::string_view text) {
  const Error wrong(Code::invalid, "is not an amount of money; write it as in 1234.50 EUR");
  const std::size_t blank = text.rfind(' ');
  if (blank == std::string_view::npos) throw wrong;
  Money money{0, from_text<Currency>(text.substr(blank + 1))};
  std::string_view amount = text.substr(0, blank);
  const bool negative = amount.starts_with('-');
  if (negative) amount.remove_prefix(1);
  const auto digits = static_cast<std::size_t>(money.currency.digits());
  const std::size_t point = amount.find('.');
  std::string plain(amount.substr(0, point));
  std::string decimals(point == std::string_view::npos ? std::string_view{} : amount.substr(point + 1));
  if (plain.empty() || decimals.size() > digits || (point != std::string_view::npos && decimals.empty()))
    throw wrong;
  decimals.resize(digits, '0');
  plain += decimals;
  if (negative) plain.insert(plain.begin(), '-');
  const auto [end, trouble] = std::from_chars(plain.data(), plain.data() + plain.size(), money.minor);
  if (trouble != std::errc{} || end != plain.data() + plain.size()) throw wrong;
  return money;
}

}  // namespace rapport
