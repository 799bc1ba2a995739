#include "rapport/money.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "rapport/error.hpp"
#include "support/book.hpp"
#include "support/random.hpp"

namespace {

using namespace rapport;
using rapport::test::error_of;
using rapport::test::Random;

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();

TEST_CASE("money is written with all digits of its currency, and read back") {
  struct Line {
    Money money;
    const char* text;
  };
  const std::vector<Line> lines{
      {{123450, "EUR"}, "1234.50 EUR"},
      {{0, "EUR"}, "0.00 EUR"},
      {{1, "EUR"}, "0.01 EUR"},
      {{-1, "EUR"}, "-0.01 EUR"},
      {{-100, "USD"}, "-1.00 USD"},
      {{1234, "JPY"}, "1234 JPY"},
      {{-7, "KRW"}, "-7 KRW"},
      {{1234, "TND"}, "1.234 TND"},
      {{5, "KWD"}, "0.005 KWD"},
      {{12345, "CLF"}, "1.2345 CLF"},
      {{17, "XXX"}, "17 XXX"},
      {{most, "EUR"}, "92233720368547758.07 EUR"},
      {{least, "EUR"}, "-92233720368547758.08 EUR"},
      {{most, "JPY"}, "9223372036854775807 JPY"},
      {{least, "JPY"}, "-9223372036854775808 JPY"},
      {{least, "UYW"}, "-922337203685477.5808 UYW"},
  };
  for (const Line& line : lines) {
    CAPTURE(line.text);
    CHECK(to_text(line.money) == line.text);
    CHECK(from_text<Money>(line.text) == line.money);
  }
}

TEST_CASE("money is read with fewer digits than its currency has") {
  CHECK(from_text<Money>("12 EUR") == Money{1200, "EUR"});
  CHECK(from_text<Money>("12.5 EUR") == Money{1250, "EUR"});
  CHECK(from_text<Money>("-12.5 EUR") == Money{-1250, "EUR"});
  CHECK(from_text<Money>("1.2 TND") == Money{1200, "TND"});
  CHECK(from_text<Money>("007 JPY") == Money{7, "JPY"});
}

TEST_CASE("what is no amount of money is refused") {
  const std::vector<std::string> wrong{
      "",
      " ",
      "EUR",
      " EUR",
      "12",
      "12.50",
      "12.50EUR",
      "12.50 eur",
      "12.50 EU",
      "12.50 EURO",
      "12.50 E1R",
      "12.500 EUR",
      "1.5 JPY",
      "1. JPY",
      "1. EUR",
      ".5 EUR",
      "-.5 EUR",
      "- EUR",
      "-- 5 EUR",
      "--5 EUR",
      "+5 EUR",
      "1,50 EUR",
      "1 234 EUR",
      "1'234 EUR",
      "1.2.3 EUR",
      "1.-5 EUR",
      "1e3 EUR",
      "0x10 EUR",
      " 5 EUR",
      "5 EUR ",
      "5\tEUR",
      "EUR 5",
      "five EUR",
      "92233720368547758.08 EUR",
      "inf EUR",
      "-92233720368547758.09 EUR",
      "1 E\xc3\x89",
      "99999999999999999999999 JPY",
      std::string("5\0 EUR", 6),
  };
  for (const std::string& text : wrong) {
    CAPTURE(text);
    CHECK(error_of([&] { from_text<Money>(text); }).code() == Code::invalid);
  }
}

TEST_CASE("a currency is three capital letters") {
  CHECK(from_text<Currency>("EUR") == Currency("EUR"));
  CHECK(Currency().code() == "XXX");
  CHECK(Currency("EUR").is_well_formed());
  for (const char* text : {"", "EU", "EURO", "eur", "E R", "E1R", "1.0"}) {
    CAPTURE(text);
    CHECK(error_of([&] { from_text<Currency>(text); }).code() == Code::invalid);
  }
  CHECK_FALSE(Currency("eur").is_well_formed());
  CHECK_FALSE(Currency("E R").is_well_formed());
  CHECK_FALSE(Currency("\xc3\x89R").is_well_formed());
}

TEST_CASE("each currency has its number of digits, two when nothing else is said") {
  struct Line {
    Currency currency;
    int digits;
  };
  for (const Line& line :
       std::vector<Line>{{"EUR", 2}, {"USD", 2}, {"GBP", 2}, {"CHF", 2}, {"MGA", 2}, {"MRU", 2}, {"JPY", 0},
                         {"KRW", 0}, {"CLP", 0}, {"VND", 0}, {"ISK", 0}, {"UGX", 0}, {"XAF", 0}, {"XOF", 0},
                         {"XPF", 0}, {"BHD", 3}, {"IQD", 3}, {"JOD", 3}, {"KWD", 3}, {"LYD", 3}, {"OMR", 3},
                         {"TND", 3}, {"CLF", 4}, {"UYW", 4}, {"ZZZ", 2}}) {
    CAPTURE(line.currency.code());
    CHECK(line.currency.digits() == line.digits);
  }
}

TEST_CASE("sums are exact; two currencies and overflows are errors") {
  const Money price{1234, "EUR"};
  CHECK(to_text(price + price) == "24.68 EUR");
  CHECK(price - price == Money{0, "EUR"});
  CHECK(Money{most, "EUR"} + Money{least, "EUR"} == Money{-1, "EUR"});
  CHECK(Money{most, "EUR"} + Money{0, "EUR"} == Money{most, "EUR"});
  CHECK(price != Money{1234, "USD"});

  const Money dollars{1, "USD"};
  CHECK(error_of([&] { price + dollars; }).code() == Code::invalid);
  CHECK(error_of([&] { price - dollars; }).code() == Code::invalid);
  CHECK(error_of([&] { Money{most, "EUR"} + Money{1, "EUR"}; }).code() == Code::invalid);
  CHECK(error_of([&] { Money{least, "EUR"} + Money{-1, "EUR"}; }).code() == Code::invalid);
  CHECK(error_of([&] { Money{least, "EUR"} - Money{1, "EUR"}; }).code() == Code::invalid);
  CHECK(error_of([&] { Money{0, "EUR"} - Money{least, "EUR"}; }).code() == Code::invalid);
}

TEST_CASE("random amounts survive their text") {
  Random random(2);
  const std::vector<Currency> currencies{"EUR", "JPY", "TND", "CLF", "ZZZ"};
  for (int round = 0; round < 5000; ++round) {
    const auto minor = static_cast<std::int64_t>(random.bits()) >> random.below(64);
    const Money money{minor, random.of(currencies)};
    REQUIRE(from_text<Money>(to_text(money)) == money);
  }
}

}  // namespace
