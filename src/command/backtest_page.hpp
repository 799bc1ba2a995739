// The page of a backtest: a table and a chart as one HTML file, without scripts, light or dark as the reader likes.
#pragma once

#include <string>

#include "rapport/backtest.hpp"

namespace rapport::command {

// How often the lead time was at least so long, for the chart and the table: each with its words.
struct LeadBand {
  Duration at_least;
  const char* words;
};
inline constexpr LeadBand lead_bands[] = {
    {Duration{}, "under an hour"},           {std::chrono::hours(1), "1 to 4 hours"},
    {std::chrono::hours(4), "4 to 8 hours"}, {std::chrono::hours(8), "8 hours to a day"},
    {std::chrono::days(1), "1 to 3 days"},   {std::chrono::days(3), "3 days and more"}};
// How many of the times lie in each band.
std::vector<std::int64_t> in_bands(const std::vector<Duration>& times);

std::string backtest_page(const BacktestReport& report, std::string_view log);

}  // namespace rapport::command
