// When is an answer due? Business hours with a lunch break, and holidays from an iCalendar file.
#include <iostream>

#include "rapport/rapport.hpp"

using namespace rapport;

int main() {
  auto book = Book::in_memory();
  // A real file is larger; this is what every calendar program exports.
  const char* const file =
      "BEGIN:VCALENDAR\r\n"
      "BEGIN:VEVENT\r\nSUMMARY:Labour "
      "Day\r\nDTSTART;VALUE=DATE:20260501\r\nRRULE:FREQ=YEARLY\r\nEND:VEVENT\r\n"
      "END:VCALENDAR\r\n";
  Calendar calendar{.name = "Paris", .zone = "Europe/Paris", .hours = "mon-fri 09:00-12:00 13:00-18:00"};
  calendar = with_holidays(calendar,
                           holidays_of(file, from_text<Date>("2026-01-01"), from_text<Date>("2029-12-31")));
  calendar = book.calendars().add(calendar);

  const OpeningHours hours(calendar);
  const auto asked = from_text<Instant>("2026-04-30T17:30:00+02:00");  // Thursday; the Friday is a holiday
  const Instant due = hours.add(asked, BusinessDuration(std::chrono::hours(4)));
  std::cout << "asked " << to_text(asked) << ", due " << to_text(due) << '\n';
  return to_text(due) == "2026-05-04T11:30:00Z" ? 0 : 1;
}
