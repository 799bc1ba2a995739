#include "command/backtest_page.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "command/teller.hpp"

namespace rapport::command {

namespace {

std::string escaped(std::string_view text) {
  std::string html;
  for (const char each : text) {
    switch (each) {
      case '<': html += "&lt;"; break;
      case '>': html += "&gt;"; break;
      case '&': html += "&amp;"; break;
      case '"': html += "&quot;"; break;
      default: html += each;
    }
  }
  return html;
}

std::string row(std::string_view name, const BacktestScore& score) {
  const auto median = score.median_lead();
  return fmt::format(
      "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
      escaped(name), score.firings, score.failures, score.in_time, score.late, score.for_nothing,
      median ? in_words(*median) : std::string());
}

// One bar for each band of lead times.
std::string chart(const std::vector<Duration>& times) {
  constexpr int width = 640;
  constexpr int line = 28;
  constexpr int labels = 150;
  const std::vector<std::int64_t> counts = in_bands(times);
  const std::int64_t most = std::max<std::int64_t>(1, *std::ranges::max_element(counts));
  std::string svg = fmt::format(
      "<svg viewBox=\"0 0 {0} {1}\" width=\"{0}\" height=\"{1}\" role=\"img\" aria-label=\"How long before "
      "the miss "
      "an incident was raised\">\n",
      width, line * static_cast<int>(counts.size()));
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const int top = line * static_cast<int>(i);
    const auto length = static_cast<int>(counts[i] * (width - labels - 60) / most);
    svg += fmt::format(
        "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text><rect x=\"{}\" y=\"{}\" width=\"{}\" "
        "height=\"{}\"/>"
        "<text x=\"{}\" y=\"{}\">{}</text>\n",
        labels - 8, top + 18, lead_bands[i].words, labels, top + 5, length, line - 10, labels + length + 6,
        top + 18, counts[i]);
  }
  return svg + "</svg>\n";
}

}  // namespace

std::vector<std::int64_t> in_bands(const std::vector<Duration>& times) {
  std::vector<std::int64_t> counts(std::size(lead_bands));
  for (const Duration each : times) {
    const auto behind = std::ranges::upper_bound(lead_bands, each, {}, &LeadBand::at_least);
    ++counts[static_cast<std::size_t>(behind - std::begin(lead_bands)) - 1];
  }
  return counts;
}

std::string backtest_page(const BacktestReport& report, std::string_view log) {
  std::string rows;
  for (const auto& [name, score] : report.by_rule) rows += row(name, score);
  if (report.by_rule.size() > 1) rows += row("all together", report.together);
  return fmt::format(
      R"(<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Backtest of {0}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ font: 16px/1.5 system-ui, sans-serif; max-width: 44em; margin: 2em auto; padding: 0 1em; }}
table {{ border-collapse: collapse; }}
th, td {{ padding: 0.3em 0.8em; border-bottom: 1px solid #8884; text-align: right; }}
th:first-child, td:first-child {{ text-align: left; }}
svg {{ max-width: 100%; height: auto; }}
svg text {{ font-size: 14px; fill: currentColor; }}
svg rect {{ fill: #3a7bd5; }}
</style>
<h1>Backtest of {0}</h1>
<p>Of {1}, {2} missed what was promised. The rules would have raised <strong>{3}</strong> of them in time and
{4} too late; {5} would never have been raised. {6} were raised for nothing.</p>
<table>
<tr><th>rule</th><th>fired</th><th>failed</th><th>in time</th><th>late</th><th>for nothing</th><th>median lead</th></tr>
{7}</table>
<h2>How long before the miss</h2>
{8}</html>
)",
      escaped(log), counted(report.incidents, "incident"), report.missed, report.together.in_time,
      report.together.late, report.never_raised, report.together.for_nothing, rows,
      chart(report.together.lead_times));
}

}  // namespace rapport::command
