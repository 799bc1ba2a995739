// Money: an amount in minor units (cents, yen, millimes) with its ISO 4217 currency.
//
// Amounts are exact integers; adding two currencies is an error, and so is an overflow.
//
// Not here: rates of exchange and rounding.
// Threads: values; no rules.
//
//   rapport::Money price{1234, "EUR"};
//   assert(rapport::to_text(price + price) == "24.68 EUR");
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "rapport/id.hpp"

namespace rapport {

class Currency {
 public:
  constexpr Currency() = default;
  // Three capital letters; anything else is found when a record that holds it is written.
  constexpr Currency(const char (&code)[4])
      : code_{code[0], code[1], code[2]} {}  // NOLINT: "EUR" is a currency

  constexpr std::string_view code() const noexcept { return {code_.data(), code_.size()}; }
  // Digits after the point: 2 for EUR, 0 for JPY, 3 for TND.
  int digits() const noexcept;
  // True for three capital letters.
  bool is_well_formed() const noexcept;
  friend constexpr auto operator<=>(const Currency&, const Currency&) = default;

 private:
  std::array<char, 3> code_{'X', 'X', 'X'};  // ISO 4217: no currency
};

struct Money {
  std::int64_t minor = 0;
  Currency currency{};

  friend constexpr bool operator==(const Money&, const Money&) = default;
};

// Both throw Error(Code::invalid) when the currencies differ or the sum does not fit.
Money operator+(const Money& a, const Money& b);
Money operator-(const Money& a, const Money& b);

// "1234.50 EUR": a point, all digits of the currency, a blank, the currency.
std::string to_text(const Money& money);
template <>
struct TextForm<Money> {
  static Money parse(std::string_view text);
};
template <>
struct TextForm<Currency> {
  static Currency parse(std::string_view text);
};

}  // namespace rapport
