// An office for tests of clocks and rules: open from nine to six, Monday to Friday, Paris time.
#pragma once

#include <chrono>

#include "support/book.hpp"

namespace rapport::test {

// 23 November 2026 is a Monday.
inline Instant monday(int hour, int minute = 0) {
  return from_text<Instant>("2026-11-23T00:00:00+01:00") + std::chrono::hours(hour) +
         std::chrono::minutes(minute);
}
inline Instant tuesday(int hour, int minute = 0) { return monday(24 + hour, minute); }

// It is Monday, nine o'clock.
struct OfficeBook {
  FakeClock clock;
  Book book = Book::in_memory(fixed_options(clock));
  Customer acme = book.customers().add({.name = "Acme"});
  Calendar office =
      book.calendars().add({.name = "Office", .zone = "Europe/Paris", .hours = "mon-fri 09:00-18:00"});

  OfficeBook() { clock.set(monday(9)); }
};

}  // namespace rapport::test
