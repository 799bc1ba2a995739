// rapport: the SQLite of customer relationships. Includes everything; begin with book.hpp.
#pragma once

#include "rapport/backtest.hpp"      // IWYU pragma: export
#include "rapport/book.hpp"          // IWYU pragma: export
#include "rapport/replay.hpp"        // IWYU pragma: export
#include "rapport/target_clock.hpp"  // IWYU pragma: export
#include "rapport/version.hpp"       // IWYU pragma: export
