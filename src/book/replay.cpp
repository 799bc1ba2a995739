#include "rapport/replay.hpp"

#include <algorithm>

#include "rapport/book.hpp"
#include "rooms/course.hpp"

namespace rapport {

namespace {

// Whom the log does not name.
const std::string unknown_caller = "Unknown caller";

// The record that is called so, by what was found before, by the book, or else a new one.
template <auto member, class R>
Id<R> find_or_add(Book& book, std::unordered_map<std::string, Id<R>>& known, const std::string& name,
                  R fresh) {
  const auto [found, is_new] = known.try_emplace(name);
  if (!is_new) return found->second;
  const auto page = book.records<R>().find(where<member> == name, {.limit = 1});
  return found->second = page ? page.records.front().id : book.records<R>().add(std::move(fresh)).id;
}

// One word, as tags are.
std::string tag(std::string name) {
  std::ranges::replace(name, ' ', '_');
  return name;
}

std::string subject(const IncidentEvent& event) {
  std::string subject = event.category.value_or("Incident");
  if (event.subcategory) subject += ", " + *event.subcategory;
  return subject;
}

}  // namespace

std::optional<Id<Team>> Replay::team_of(const IncidentEvent& event) {
  if (!event.group) return {};
  return find_or_add<&Team::name>(*book_, teams_, *event.group, Team{.name = *event.group});
}

std::optional<Id<Agent>> Replay::agent_of(const IncidentEvent& event) {
  if (!event.assignee) return {};
  return find_or_add<&Agent::external_id>(*book_, agents_, *event.assignee,
                                          Agent{.name = *event.assignee, .external_id = event.assignee});
}

Case Replay::opened(const IncidentEvent& event) {
  const std::string& caller = event.caller ? *event.caller : unknown_caller;
  Case of{.kind = CaseKind::problem,
          .customer = find_or_add<&Customer::external_id>(
              *book_, callers_, caller,
              Customer{.type = CustomerType::person, .name = caller, .external_id = caller}),
          .subject = subject(event),
          .severity = event.impact,
          .priority = event.priority.value_or(Priority::normal),
          .channel = event.channel,
          .product = event.category,
          .external_id = event.number,
          .opened_at = event.opened_at,
          .team = team_of(event)};
  if (event.subcategory) of.tags = tag(*event.subcategory);
  ++report_.opened;
  return book_->cases().add(std::move(of));
}

Replay::Incident& Replay::incident_of(const IncidentEvent& event) {
  const auto found = incidents_.find(event.number);
  if (found != incidents_.end()) return found->second;
  const auto page = book_->cases().find(where<&Case::external_id> == event.number, {.limit = 1});
  const Case of = page ? page.records.front() : opened(event);
  return incidents_[event.number] = {of.id, of.state, of.priority, {of.team, of.assignee}};
}

void Replay::move(Incident& incident, CaseState to, const CaseEventDetails& details) {
  // Not as the log left it: between two events somebody else may have moved it.
  CaseState from = book_->cases().get(incident.id).state;
  const auto go = [&](CaseState next) {
    book_->service().move(incident.id, next, details);
    ++report_.moves;
    report_.reopenings += is_done(from) && next == CaseState::open;
    from = next;
  };
  incident.state = to;
  if (from == to) return;
  if (std::ranges::find(allowed_from(from), to) == allowed_from(from).end()) {
    go(CaseState::open);
    ++report_.detours;
  }
  if (from != to) go(to);
}

void Replay::apply(const IncidentEvent& event) {
  Incident& incident = incident_of(event);
  const CaseEventDetails details{.at = event.at};
  if (event.priority && *event.priority != incident.priority) {
    book_->service().set_priority(incident.id, *event.priority, details);
    ++report_.priorities;
    incident.priority = *event.priority;
  }
  const Assignment assignment{team_of(event), agent_of(event)};
  if (assignment.team != incident.assignment.team || assignment.assignee != incident.assignment.assignee) {
    book_->service().assign(incident.id, assignment, details);
    ++report_.assignments;
    incident.assignment = assignment;
  }
  report_.unknown_states += !event.state;
  if (!event.state || *event.state == incident.state) return;
  // Nothing becomes new again.
  const CaseState to = *event.state == CaseState::new_ ? CaseState::open : *event.state;
  if (to != incident.state) move(incident, to, details);
}

std::int64_t Replay::take(std::size_t most, const Because& because) {
  const auto events = log_->events().subspan(static_cast<std::size_t>(report_.events));
  const auto next = events.first(std::min(most, events.size()));
  const ReplayReport before = report_;
  try {
    book_->transaction(
        [&] {
          for (const IncidentEvent& each : next) apply(each);
        },
        because);
  } catch (...) {
    // What was found may be gone with the transaction.
    report_ = before;
    incidents_.clear();
    callers_.clear();
    teams_.clear();
    agents_.clear();
    throw;
  }
  report_.events += static_cast<std::int64_t>(next.size());
  return static_cast<std::int64_t>(events.size() - next.size());
}

}  // namespace rapport
