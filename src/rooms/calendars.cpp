#include "rooms/calendars.hpp"

namespace rapport {

const Hooks calendar_hooks{
    .check = [](const Writing& writing) { OpeningHours{*static_cast<const Calendar*>(writing.record)}; }};

}  // namespace rapport
