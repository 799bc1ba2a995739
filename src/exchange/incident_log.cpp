// The log of a help desk, read from CSV.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "exchange/source.hpp"
#include "exchange/values.hpp"
#include "kernel/text.hpp"
#include "rapport/replay.hpp"

namespace rapport {

namespace {

enum Column : std::size_t {
  number,
  incident_state,
  reassignment_count,
  reopen_count,
  made_sla,
  caller_id,
  opened_at,
  sys_updated_at,
  contact_type,
  category,
  subcategory,
  impact,
  priority,
  assignment_group,
  assigned_to,
  resolved_at,
  columns
};
constexpr std::array<std::string_view, columns> column_names{
    "number",    "incident_state",   "reassignment_count", "reopen_count", "made_sla",    "caller_id",
    "opened_at", "sys_updated_at",   "contact_type",       "category",     "subcategory", "impact",
    "priority",  "assignment_group", "assigned_to",        "resolved_at"};

// The log's words and ours.
template <class E>
using Words = std::span<const std::pair<std::string_view, E>>;
constexpr std::pair<std::string_view, CaseState> states[] = {
    {"New", CaseState::new_},
    {"Active", CaseState::open},
    {"Awaiting User Info", CaseState::waiting_customer},
    {"Awaiting Vendor", CaseState::waiting_third_party},
    {"Awaiting Problem", CaseState::waiting_third_party},
    {"Awaiting Evidence", CaseState::waiting_third_party},
    {"Resolved", CaseState::resolved},
    {"Closed", CaseState::closed}};
constexpr std::pair<std::string_view, Priority> priorities[] = {{"1 - Critical", Priority::urgent},
                                                                {"2 - High", Priority::high},
                                                                {"3 - Moderate", Priority::normal},
                                                                {"4 - Low", Priority::low}};
constexpr std::pair<std::string_view, Severity> impacts[] = {
    {"1 - High", Severity::major}, {"2 - Medium", Severity::moderate}, {"3 - Low", Severity::minor}};
constexpr std::pair<std::string_view, Channel> channels[] = {{"Phone", Channel::phone},
                                                             {"IVR", Channel::phone},
                                                             {"Email", Channel::email},
                                                             {"Self service", Channel::web_form}};

template <class E>
std::optional<E> meaning(Words<E> words, std::string_view text) {
  for (const auto& [word, value] : words)
    if (word == text) return value;
  return {};
}

class LogReader {
 public:
  LogReader(const std::filesystem::path& file, const IncidentLogOptions& options)
      : options_{.zone = options.zone, .day_first = true, .missing = {"?"}},
        values_(options_),
        source_(file, csv::sniff(file)),
        progress_(options.progress) {
    std::vector<std::string_view> missing;
    for (std::size_t i = 0; i < columns; ++i) {
      const auto found = std::ranges::find(source_.columns(), column_names[i]);
      positions_[i] = static_cast<std::size_t>(found - source_.columns().begin());
      if (found == source_.columns().end()) missing.push_back(column_names[i]);
    }
    if (!missing.empty())
      throw Error(Code::invalid, fmt::format("{} is no incident log: it has no column {}",
                                             file.filename().string(), fmt::join(missing, ", ")));
  }

  bool next(IncidentEvent& event) {
    if (!source_.next(row_)) return false;
    if (!row_.reason.empty()) refuse(row_.reason, {});
    event = {.line = row_.line,
             .number = std::string(needed(number)),
             .state = meaning<CaseState>(states, text(incident_state)),
             .priority = one_of<Priority>(priorities, priority),
             .impact = one_of<Severity>(impacts, impact),
             .channel = meaning<Channel>(channels, text(contact_type)).value_or(Channel::other),
             .caller = name(caller_id),
             .group = name(assignment_group),
             .assignee = name(assigned_to),
             .category = name(category),
             .subcategory = name(subcategory),
             .is_resolution_known = !text(resolved_at).empty(),
             .made_sla = *one_of<bool>(truths, made_sla, true),
             .reassigned = count(reassignment_count),
             .reopened = count(reopen_count)};
    event.at = instant(sys_updated_at);
    event.opened_at = instant(opened_at);
    if (progress_) progress_(source_.bytes_read(), source_.bytes_total());
    return true;
  }

 private:
  static constexpr std::pair<std::string_view, bool> truths[] = {{"true", true}, {"false", false}};

  [[noreturn]] void refuse(std::string why, std::string_view column) const {
    throw Error(Code::invalid, std::move(why),
                {"incident_log", fmt::format("line {}", row_.line), std::string(column)});
  }
  [[noreturn]] void refuse_value(Column column, std::string_view why) const {
    refuse(fmt::format("\"{}\" {}", text::printable(text(column)), why), column_names[column]);
  }

  // Empty for what stands for nothing.
  std::string_view text(Column column) const { return values_.present(row_.fields[positions_[column]]); }
  std::string_view needed(Column column) const {
    if (text(column).empty()) refuse("is needed", column_names[column]);
    return text(column);
  }
  std::optional<std::string> name(Column column) const {
    const std::string_view given = text(column);
    return given.empty() ? std::nullopt : std::optional<std::string>(given);
  }
  template <class E>
  std::optional<E> one_of(Words<E> words, Column column, bool is_needed = false) const {
    const std::string_view given = is_needed ? needed(column) : text(column);
    const std::optional<E> found = meaning(words, given);
    if (found || given.empty()) return found;
    std::vector<std::string_view> right;
    for (const auto& each : words) right.push_back(each.first);
    refuse_value(column, fmt::format("is none of {}", fmt::join(right, ", ")));
  }
  std::int64_t count(Column column) const {
    const std::string_view given = needed(column);
    std::int64_t count = 0;
    const auto [end, error] = std::from_chars(given.data(), given.data() + given.size(), count);
    if (error != std::errc{} || end != given.data() + given.size() || count < 0)
      refuse_value(column, "is no count; a whole number is right");
    return count;
  }
  // The same minute stands in many lines.
  Instant instant(Column column) {
    const std::string_view given = needed(column);
    const auto [known, is_new] = instants_.try_emplace(std::string(given));
    if (!is_new) return known->second;
    try {
      return known->second = values_.instant(given);
    } catch (const Error& error) {
      refuse_value(column, error.message());
    }
  }

  const ImportOptions options_;
  const ValueReader values_;
  CsvSource source_;
  SourceRow row_;
  std::array<std::size_t, columns> positions_{};
  std::unordered_map<std::string, Instant> instants_;
  const std::function<void(std::int64_t, std::int64_t)>& progress_;
};

}  // namespace

IncidentLog::IncidentLog(const std::filesystem::path& file, const IncidentLogOptions& options) {
  LogReader reader(file, options);
  for (IncidentEvent event; reader.next(event); events_.push_back(std::move(event))) {
    if (event.at >= event.opened_at) continue;
    event.at = event.opened_at;
    ++early_;
  }
  std::ranges::stable_sort(events_, {}, &IncidentEvent::at);
  summarise();
}

void IncidentLog::summarise() {
  // The last event of each incident, and the last state and priority that it was known to have.
  struct Last {
    const IncidentEvent* event = nullptr;
    std::optional<CaseState> state{};
    std::optional<Priority> priority{};
  };
  std::unordered_map<std::string_view, Last> incidents;
  for (const IncidentEvent& each : events_) {
    Last& last = incidents[each.number];
    last = {&each, each.state ? each.state : last.state, each.priority ? each.priority : last.priority};
  }
  for (const auto& [name, last] : incidents) {
    const IncidentEvent& event = *last.event;
    ++summary_.incidents;
    ++(event.made_sla ? summary_.made_sla : summary_.missed_sla);
    summary_.reassigned += event.reassigned > 0;
    summary_.most_reassigned = std::max(summary_.most_reassigned, event.reassigned);
    summary_.reopened += event.reopened > 0;
    summary_.most_reopened = std::max(summary_.most_reopened, event.reopened);
    summary_.never_resolved += !event.is_resolution_known;
    if (last.priority) ++summary_.priorities[*last.priority];
    if (last.state) ++summary_.states[*last.state];
  }
}

}  // namespace rapport
