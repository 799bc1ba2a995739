#include "rooms/cases.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "engines/records.hpp"
#include "kernel/text.hpp"
#include "kernel/validate.hpp"
#include "rooms/course.hpp"
#include "rooms/escalations.hpp"
#include "rooms/people.hpp"
#include "rooms/policies.hpp"
#include "rooms/rating.hpp"

namespace rapport {

RAPPORT_KIND(Case)
RAPPORT_KIND(CaseEvent)

namespace {

using enum CaseState;

struct AllowedStates {
  CaseState from;
  std::array<CaseState, 5> to;  // new_ stands for no more: nothing goes back there
};
constexpr AllowedStates table[] = {
    {new_, {open, waiting_customer, waiting_third_party, resolved, closed}},
    {open, {waiting_customer, waiting_third_party, resolved, closed, new_}},
    {waiting_customer, {open, waiting_third_party, resolved, closed, new_}},
    {waiting_third_party, {open, waiting_customer, resolved, closed, new_}},
    {resolved, {open, closed, new_, new_, new_}},
    {closed, {open, new_, new_, new_, new_}},
};

Id<Case> survivor_of(Session& session, Id<Case> id) {
  for (;;) {
    const Case of = record_of<Case>(session, id.uuid);
    if (!of.merged_into) return id;
    id = *of.merged_into;
  }
}

// When something last happened to a case; absent when it never did.
std::optional<Instant> last_of(Session& session, Id<Case> of, CaseEventKind what) {
  static const Sql sql(
      fmt::format("SELECT max({}) FROM {} WHERE {} = ? AND {} = ? AND \"deleted_at\" IS NULL",
                  column_of<&CaseEvent::at>(), identifier(kind_of<CaseEvent>().name),
                  column_of<&CaseEvent::of>(), column_of<&CaseEvent::what>()));
  Statement row = session.database().prepare(sql);
  row.bind_all(Value::of(of.uuid), Value::of(to_text(what)));
  if (!row.step() || row.column(0).is_nothing()) return {};
  return Instant{Duration{row.column(0).integer}};
}

void keep_hands(Case& of) { of.in_hand_of = is_over(of) ? std::nullopt : of.assignee; }

void rate_and_write(Session& session, Case of) {
  rate(session, of);
  update(session, std::move(of), {}, Origin::library);
}

// Matches the case anew where its policy, or having none, says so.
// What was rated later than the change stays rated.
Case match_again(Session& session, Case of, Instant at) {
  const bool may_change =
      !of.service_level || held_policy(session, *of.service_level).level.on_change == OnChange::match;
  if (!may_change || match(session, of) == of.service_level) return of;
  const Instant rated = last_of(session, of.id, CaseEventKind::rated).value_or(at);
  return happened(session, {.of = of.id, .what = CaseEventKind::rated, .at = std::max(at, rated)});
}

void complete(Session& session, CaseEvent& event);

// ---- Cases

// What only verbs write; the rest of what the book keeps may be given when a case is opened.
const std::vector<const Field*>& kept_by_verbs() {
  static const auto kept = [] {
    const Field* const given[] = {&field_of<&Case::state>(), &field_of<&Case::team>(),
                                  &field_of<&Case::assignee>(), &field_of<&Case::level>()};
    std::vector<const Field*> made;
    for (const Field& field : kind_of<Case>().fields)
      if (field.traits.derived && !is_common(field) && std::ranges::find(given, &field) == std::end(given))
        made.push_back(&field);
    return made;
  }();
  return kept;
}

void check_opening(const Case& written) {
  if (written.state != new_ && written.state != open)
    refuse<&Case::state>(
        Code::not_allowed, written,
        fmt::format("a case begins as new or open, not as {}; what happened later are moves, "
                    "which take the instant when it did",
                    to_text(written.state)));
  const Case untouched{};
  for (const Field* field : kept_by_verbs())
    if (!field->same(&untouched, &written))
      throw Error(Code::not_allowed, "is kept by the book; verbs of the service write it",
                  place_of(kind_of<Case>(), &written, *field));
}

void prepare_case(const Writing& writing) {
  auto& written = *static_cast<Case*>(writing.record);
  need_live_customer<&Case::customer>(writing);
  need_live<&Case::problem>(writing);
  need_live<&Case::assignee>(writing);
  if (writing.operation == Operation::remove) return keep_hands(written);
  if (writing.operation != Operation::add || writing.origin == Origin::restored) return;
  const Instant now = writing.session.commit().at;
  if (!written.opened_at) written.opened_at = now;
  if (*written.opened_at > now)
    refuse<&Case::opened_at>(Code::invalid, written,
                             fmt::format("{} lies in the future", to_text(*written.opened_at)));
  check_opening(written);
  keep_hands(written);
  written.last_event_at = written.opened_at;
  // Chosen here so that the case is written once.
  written.service_level = match(writing.session, written);
}

void case_written(const Writing& writing) {
  const auto& written = *static_cast<const Case*>(writing.record);
  Session& session = writing.session;
  if (writing.origin == Origin::restored) return;
  if (writing.operation == Operation::add) {
    CaseEvent opening{.of = written.id,
                      .what = CaseEventKind::opened,
                      .at = *written.opened_at,
                      .state = written.state,
                      .team = written.team,
                      .assignee = written.assignee,
                      .priority = written.priority,
                      .level = written.level,
                      .service_level = written.service_level};
    if (written.service_level) opening.calendar_version = calendar_version(session, *written.service_level);
    complete(session, opening);
    opening = add(session, std::move(opening), {}, Origin::library);
    Case opened = written;
    rate_new(session, opened, opening);
    // Who had an owner at once was owned in time.
    if (opened.met != written.met) update(session, std::move(opened), {}, Origin::library);
  } else if (writing.operation == Operation::remove) {
    Case gone = written;
    rate(session, gone);
    end_with_case(session, gone.id);
  } else if (writing.origin == Origin::call) {
    const Instant now = session.commit().at;
    if (written.priority != static_cast<const Case*>(writing.before)->priority)
      happened(
          session,
          {.of = written.id, .what = CaseEventKind::prioritised, .at = now, .priority = written.priority});
    else
      match_again(session, written, now);
  }
}

// ---- Events

// The fields of an event, beside who, when and why, by what happened.
struct Belonging {
  CaseEventKind what;
  std::vector<int> needed;
  std::vector<int> optional;
};
const std::vector<Belonging>& belongings() {
  const auto number = []<auto member>() { return field_of<member>().number; };
  static const int state = number.template operator()<&CaseEvent::state>();
  static const int team = number.template operator()<&CaseEvent::team>();
  static const int assignee = number.template operator()<&CaseEvent::assignee>();
  static const int priority = number.template operator()<&CaseEvent::priority>();
  static const int level = number.template operator()<&CaseEvent::level>();
  static const int service_level = number.template operator()<&CaseEvent::service_level>();
  static const int calendar = number.template operator()<&CaseEvent::calendar_version>();
  static const int target = number.template operator()<&CaseEvent::target>();
  static const int due_at = number.template operator()<&CaseEvent::due_at>();
  static const int other = number.template operator()<&CaseEvent::other>();
  static const std::vector<Belonging> all{
      {CaseEventKind::opened, {state, priority, level}, {team, assignee, service_level, calendar}},
      {CaseEventKind::moved, {state}, {}},
      {CaseEventKind::assigned, {}, {team, assignee}},
      {CaseEventKind::prioritised, {priority}, {}},
      {CaseEventKind::levelled, {level}, {}},
      {CaseEventKind::rated, {}, {service_level, calendar}},
      {CaseEventKind::quoted, {target, due_at}, {}},
      {CaseEventKind::merged, {other}, {}},
      {CaseEventKind::unmerged, {}, {}},
  };
  return all;
}

void check_fields(const CaseEvent& event) {
  const auto has = [](const std::vector<int>& numbers, int number) {
    return std::ranges::find(numbers, number) != numbers.end();
  };
  const auto of = std::ranges::find(belongings(), event.what, &Belonging::what);
  for (const Field& field : kind_of<CaseEvent>().fields) {
    if (field.number < field_of<&CaseEvent::state>().number) continue;
    const bool is_given = !field.columns[0].get(&event).is_nothing();
    const bool needed = has(of->needed, field.number);
    if (is_given ? needed || has(of->optional, field.number) : !needed) continue;
    throw Error(Code::invalid,
                fmt::format("{} an event that is {}", needed ? "is needed for" : "does not belong to",
                            to_text(event.what)),
                place_of(kind_of<CaseEvent>(), &event, field));
  }
}

// Nothing happens before the opening, in the future, or before the last event of its kind.
void check_time(Session& session, const CaseEvent& event, const Case& of) {
  const auto refuse_time = [&](std::string why) {
    Place place = place_of(event.of);
    place.field = field_of<&CaseEvent::at>().name;
    throw Error(Code::not_allowed, fmt::format("{} {}", to_text(event.at), why), std::move(place));
  };
  if (event.at > session.commit().at) refuse_time("lies in the future");
  if (event.at < *of.opened_at)
    refuse_time(fmt::format("lies before the case was opened, {}", to_text(*of.opened_at)));
  if (of.last_event_at && event.at >= *of.last_event_at) return;  // nothing at all came later
  const auto last = last_of(session, event.of, event.what);
  if (last && event.at < *last)
    refuse_time(
        fmt::format("lies before the last event that is {}, of {}", to_text(event.what), to_text(*last)));
}

void check_move(const CaseEvent& event, const Case& of) {
  const auto allowed = allowed_from(of.state);
  if (std::ranges::find(allowed, *event.state) != allowed.end()) return;
  std::vector<std::string_view> names;
  for (const CaseState each : allowed) names.push_back(to_text(each));
  refuse<&Case::state>(Code::not_allowed, of,
                       fmt::format("cannot move from {} to {}; allowed from here: {}", to_text(of.state),
                                   to_text(*event.state),
                                   names.empty() ? "nothing" : fmt::format("{}", fmt::join(names, ", "))));
}

void check_merge(Session& session, const CaseEvent& event, const Case& of) {
  const auto into = record_of<Case>(session, event.other->uuid);
  if (into.deleted_at) refuse<&Case::deleted_at>(Code::not_allowed, into, "was deleted");
  if (into.merged_into)
    refuse<&Case::merged_into>(
        Code::not_allowed, into,
        fmt::format("was merged into {}, which goes on in its place", to_text(*into.merged_into)));
  if (into.id == of.id) refuse<&Case::merged_into>(Code::not_allowed, of, "cannot go on in itself");
}

// Fills in what the caller leaves to the book.
void complete(Session& session, CaseEvent& event) {
  if (event.at == Instant{}) event.at = session.commit().at;
  event.recorded_at = session.commit().at;
  if (!event.agent && session.actor) event.agent = Id<Agent>{*session.actor};
  event.from_state.reset();
}

// The case that an event is to happen to. Throws for one that nothing may happen to.
Case case_of(Session& session, const CaseEvent& event) {
  return event.what == CaseEventKind::unmerged ? record_of<Case>(session, event.of.uuid)
                                               : writable(session, event.of);
}

// Completes an event, and refuses what cannot happen to the case.
void make_ready(Session& session, CaseEvent& event, const Case& of) {
  complete(session, event);
  if (event.what == CaseEventKind::rated) {
    event.service_level = match(session, of);
    event.calendar_version.reset();
    if (event.service_level) event.calendar_version = calendar_version(session, *event.service_level);
  }
  check_fields(event);
  check_time(session, event, of);
  switch (event.what) {
    case CaseEventKind::moved: event.from_state = of.state; return check_move(event, of);
    case CaseEventKind::merged: return check_merge(session, event, of);
    case CaseEventKind::unmerged:
      if (!of.merged_into)
        refuse<&Case::merged_into>(Code::not_allowed, of, "was not merged into another case");
      return;
    case CaseEventKind::quoted:
      if (*event.due_at <= event.at)
        refuse<&CaseEvent::due_at>(Code::invalid, event,
                                   fmt::format("{} is over already; an instant behind {} is right",
                                               to_text(*event.due_at), to_text(event.at)));
      if (!can_be_quoted(session, of, event))
        throw Error(
            Code::not_allowed,
            fmt::format("owes the customer no {} any more, so nothing can be quoted", to_text(*event.target)),
            place_of(event.of));
      return;
    default: return;
  }
}

// What the library writes was made ready by whoever writes it, who has read the case.
void prepare_event(const Writing& writing) {
  auto& event = *static_cast<CaseEvent*>(writing.record);
  if (writing.operation != Operation::add)
    throw Error(Code::not_allowed, "an event stands for ever; let something else happen instead",
                place_of(event.id));
  if (event.what != CaseEventKind::opened) need_live<&CaseEvent::assignee>(writing);
  if (writing.origin != Origin::call) return;
  if (event.what == CaseEventKind::opened)
    refuse<&CaseEvent::what>(Code::not_allowed, event, "comes with opening a case");
  make_ready(writing.session, event, case_of(writing.session, event));
}

void apply(const CaseEvent& event, Case& of) {
  switch (event.what) {
    case CaseEventKind::moved:
      of.state = *event.state;
      if (is_done(*event.from_state) && !is_done(of.state)) {
        ++of.reopened;
        of.resolved_at.reset();
        of.accepted_at.reset();
        of.refused_because.reset();
        of.alternative.reset();
      }
      if (is_done(of.state) && !is_done(*event.from_state)) of.resolved_at = event.at;
      return;
    case CaseEventKind::assigned:
      of.team = event.team;
      of.assignee = event.assignee;
      return;
    case CaseEventKind::prioritised: of.priority = *event.priority; return;
    case CaseEventKind::levelled: of.level = *event.level; return;
    case CaseEventKind::rated: of.service_level = event.service_level; return;
    case CaseEventKind::merged: of.merged_into = event.other; return;
    case CaseEventKind::unmerged: of.merged_into.reset(); return;
    default: return;
  }
}

// Does to the case what an event says, and returns it as it is then.
Case follow(Session& session, const CaseEvent& event, Case of) {
  using enum CaseEventKind;
  const bool was_over = is_over(of);
  apply(event, of);
  keep_hands(of);
  // Nothing is promised by level.
  if (event.what == levelled)
    of.last_event_at = std::max(of.last_event_at, std::optional(event.at));
  else
    rate(session, of);
  of = update(session, std::move(of), {}, Origin::library);
  if (event.what == merged) go_on_with(session, of.id, *of.merged_into);
  if (!was_over && is_over(of)) end_with_case(session, of.id);
  const bool may_fit_others = event.what == assigned || event.what == prioritised || event.what == levelled;
  return may_fit_others ? match_again(session, std::move(of), event.at) : of;
}

void event_written(const Writing& writing) {
  const auto& event = *static_cast<const CaseEvent*>(writing.record);
  if (writing.origin == Origin::call)
    follow(writing.session, event, record_of<Case>(writing.session, event.of.uuid));
}

}  // namespace

// Everything that an opening or an event can be refused for is found before it is written, so neither is worth a
// savepoint; updating a case may be followed by an event that is refused.
const Hooks case_hooks{
    .prepare = prepare_case, .wrote = case_written, .follows = [](Operation operation, const void*) {
      return operation != Operation::add;
    }};
const Hooks case_event_hooks{.prepare = prepare_event,
                             .wrote = event_written,
                             .follows = [](Operation, const void*) { return false; }};

Case writable(Session& session, Id<Case> id) {
  Case of = record_of<Case>(session, id.uuid);
  if (of.deleted_at) refuse<&Case::deleted_at>(Code::not_allowed, of, "was deleted");
  if (of.merged_into)
    refuse<&Case::merged_into>(
        Code::not_allowed, of,
        fmt::format("was merged into {}, which goes on in its place", to_text(*of.merged_into)));
  return of;
}

bool is_over(const Case& of) { return is_done(of.state) || of.merged_into || of.deleted_at; }

const std::string& open_sql() {
  static const std::string sql = [] {
    std::vector<std::string> states;
    for (const auto& each : enumeration<CaseState>.values)
      if (!is_done(each.value)) states.push_back(fmt::format("'{}'", each.name));
    return fmt::format("{} IN ({}) AND {} IS NULL AND {} IS NULL", column_of<&Case::state>(),
                       fmt::join(states, ", "), column_of<&Case::merged_into>(),
                       column_of<&Case::deleted_at>());
  }();
  return sql;
}

Case happened(Session& session, CaseEvent event, const CaseEventDetails& details) {
  if (details.at) event.at = *details.at;
  if (!details.reason.empty()) event.reason = details.reason;
  Case of = case_of(session, event);
  make_ready(session, event, of);
  event = add(session, std::move(event), {}, Origin::library);
  return follow(session, event, std::move(of));
}

Because why(const Session& session, const CaseEventDetails& details, const Because& because) {
  Because result = because;
  if (result.reason.empty() && !session.is_writing()) result.reason = details.reason;
  return result;
}

std::span<const CaseState> allowed_from(CaseState state) noexcept {
  const auto* row = std::ranges::find(table, state, &AllowedStates::from);
  if (row == std::end(table)) return {};
  return {row->to.begin(), std::ranges::find(row->to, new_)};
}

// ---- What is said

bool is_about_case(const Interaction& interaction) {
  return interaction.about && interaction.about->kind_number() == kind_of<Case>().number;
}

void redirect(Session& session, Interaction& interaction) {
  const Id<Case> of{interaction.about->uuid()};
  if (!exists(session, kind_of<Case>(), of.uuid)) return;  // said so where references are checked
  interaction.about = reference_to(survivor_of(session, of));
}

namespace {

// The state that a word brings a case to; absent when it stays where it is.
std::optional<CaseState> state_after(Session& session, const Case& of, Direction direction) {
  if (direction == Direction::inbound) {
    if (of.state == waiting_customer || is_done(of.state)) return open;
  } else if (direction == Direction::outbound && !is_done(of.state)) {
    const bool waits = of.service_level && held_policy(session, *of.service_level).level.reply_waits;
    if (waits && of.state != waiting_customer) return waiting_customer;
    if (of.state == new_) return open;
  }
  return {};
}

bool is_word(const Interaction& interaction) {
  return interaction.channel != Channel::note && interaction.visibility == Visibility::everybody;
}

// When the customer said the first of it; absent when that was nothing, or lies ahead.
std::optional<Instant> first_word_in(Session& session, std::span<const Id<Interaction>> interactions) {
  std::optional<Instant> first;
  for (const Id<Interaction> id : interactions) {
    const auto said = record_of<Interaction>(session, id.uuid);
    if (!is_word(said) || said.direction != Direction::inbound || said.at > session.commit().at) continue;
    if (!first || said.at < first) first = said.at;
  }
  return first;
}

// What is written down late, or lies ahead, says nothing about the present.
bool is_the_latest(Session& session, const Case& of, Instant at) {
  return at <= session.commit().at && at >= *of.opened_at &&
         at >= last_of(session, of.id, CaseEventKind::moved).value_or(at);
}

}  // namespace

void heard(Session& session, const Interaction& interaction) {
  Case of = record_of<Case>(session, interaction.about->uuid());
  if (of.deleted_at) return;
  const bool counts = is_word(interaction);
  const auto state = counts ? state_after(session, of, interaction.direction) : std::nullopt;
  if (state && is_the_latest(session, of, *interaction.at))
    happened(session, {.of = of.id,
                       .what = CaseEventKind::moved,
                       .at = *interaction.at,
                       .because_of = interaction.id,
                       .state = state});
  else if (counts)
    rate_and_write(session, std::move(of));
}

void heard_otherwise(Session& session, const Interaction& interaction) {
  Case of = record_of<Case>(session, interaction.about->uuid());
  if (!of.deleted_at) rate_and_write(session, std::move(of));
}

// ---- Verbs

Case Service::open(Case opened, const Because& because) {
  Work work(*session_, "service.open", because, Work::Size::one_write);
  opened = add(*session_, std::move(opened), {}, Origin::call);
  work.finish();
  return opened;
}

Interaction Service::reply(Id<Case> of, Interaction said, const Because& because) {
  Work work(*session_, "service.reply", because, Work::Size::several_writes);
  // Cases of two people may have been merged; who spoke, or is spoken to, is still the one whose case it is.
  if (said.customer == Id<Customer>{}) said.customer = record_of<Case>(*session_, of.uuid).customer;
  said.about = reference_to(survivor_of(*session_, of));
  said = add(*session_, std::move(said), {}, Origin::call);
  work.finish();
  return said;
}

Case Service::move(Id<Case> of, CaseState to, const CaseEventDetails& details, const Because& because) {
  Work work(*session_, "service.move", why(*session_, details, because), Work::Size::one_write);
  Case moved = happened(*session_, {.of = of, .what = CaseEventKind::moved, .state = to}, details);
  work.finish();
  return moved;
}

Case Service::resolve(Id<Case> of, std::string_view resolution, const CaseEventDetails& details,
                      const Because& because) {
  Work work(*session_, "service.resolve", why(*session_, details, because), Work::Size::several_writes);
  Case resolved_case = writable(*session_, of);
  if (!resolution.empty()) {
    resolved_case.resolution = resolution;
    update(*session_, resolved_case, {}, Origin::library);
  }
  resolved_case = happened(*session_, {.of = of, .what = CaseEventKind::moved, .state = resolved}, details);
  work.finish();
  return resolved_case;
}

Case Service::refuse(Id<Case> of, std::string_view reason, std::string_view alternative,
                     const CaseEventDetails& details, const Because& because) {
  Work work(*session_, "service.refuse", why(*session_, details, because), Work::Size::several_writes);
  Case refused = writable(*session_, of);
  if (reason.empty())
    rapport::refuse<&Case::refused_because>(Code::invalid, refused,
                                            "is required: say why we would not do it");
  refused.refused_because = reason;
  refused.alternative.reset();
  if (!alternative.empty()) refused.alternative = alternative;
  update(*session_, refused, {}, Origin::library);
  // Opening the case again takes the refusal back; that it happened stays with the event.
  CaseEventDetails told = details;
  if (told.reason.empty()) told.reason = reason;
  refused = happened(*session_, {.of = of, .what = CaseEventKind::moved, .state = resolved}, told);
  work.finish();
  return refused;
}

Case Service::accept(Id<Case> of, std::optional<Instant> at, const Because& because) {
  Work work(*session_, "service.accept", because, Work::Size::several_writes);
  Case accepted = writable(*session_, of);
  const Instant now = session_->commit().at;
  const Instant when = at.value_or(now);
  if (!is_done(accepted.state))
    rapport::refuse<&Case::accepted_at>(
        Code::not_allowed, accepted,
        fmt::format("there is no answer to accept: the case is {}", to_text(accepted.state)));
  if (when > now || when < *accepted.resolved_at)
    rapport::refuse<&Case::accepted_at>(
        Code::not_allowed, accepted,
        fmt::format("{} lies before the case was resolved or in the future", to_text(when)));
  accepted.accepted_at = when;
  rate(*session_, accepted);
  accepted = update(*session_, accepted, {}, Origin::library);
  work.finish();
  return accepted;
}

Case Service::assign(Id<Case> of, const Assignment& to, const CaseEventDetails& details,
                     const Because& because) {
  Work work(*session_, "service.assign", why(*session_, details, because), Work::Size::one_write);
  Case assigned = happened(
      *session_, {.of = of, .what = CaseEventKind::assigned, .team = to.team, .assignee = to.assignee},
      details);
  work.finish();
  return assigned;
}

Case Service::set_priority(Id<Case> of, Priority priority, const CaseEventDetails& details,
                           const Because& because) {
  Work work(*session_, "service.set_priority", why(*session_, details, because), Work::Size::one_write);
  Case changed =
      happened(*session_, {.of = of, .what = CaseEventKind::prioritised, .priority = priority}, details);
  work.finish();
  return changed;
}

Case Service::set_level(Id<Case> of, std::int64_t level, const CaseEventDetails& details,
                        const Because& because) {
  Work work(*session_, "service.set_level", why(*session_, details, because), Work::Size::one_write);
  Case raised = happened(*session_, {.of = of, .what = CaseEventKind::levelled, .level = level}, details);
  work.finish();
  return raised;
}

Case Service::merge(Id<Case> of, Id<Case> into, const Because& because) {
  Work work(*session_, "service.merge", because, Work::Size::several_writes);
  Case merged =
      happened(*session_, {.of = of, .what = CaseEventKind::merged, .other = survivor_of(*session_, into)});
  work.finish();
  return merged;
}

Case Service::unmerge(Id<Case> of, const Because& because) {
  Work work(*session_, "service.unmerge", because, Work::Size::several_writes);
  Case back = happened(*session_, {.of = of, .what = CaseEventKind::unmerged});
  work.finish();
  return back;
}

Case Service::survivor(Id<Case> of) const {
  const Reading reading(*session_);
  return record_of<Case>(*session_, survivor_of(*session_, of).uuid);
}

Case Service::split(Id<Case> of, Case part, std::span<const Id<Interaction>> interactions,
                    const Because& because) {
  Work work(*session_, "service.split", because, Work::Size::several_writes);
  const Case whole = writable(*session_, of);
  if (part.customer == Id<Customer>{}) part.customer = whole.customer;
  if (!part.opened_at) part.opened_at = first_word_in(*session_, interactions);
  part = add(*session_, std::move(part), {}, Origin::call);
  part.split_from = whole.id;
  part = update(*session_, part, {}, Origin::library);
  for (const Id<Interaction> id : interactions) {
    auto said = record_of<Interaction>(*session_, id.uuid);
    if (said.about != reference_to(whole.id))
      throw Error(Code::invalid, fmt::format("is not about case {}", to_text(whole.id)),
                  place_of(kind_of<Interaction>(), &said, field_of<&Interaction::about>()));
    said.about = reference_to(part.id);
    update(*session_, said, {}, Origin::library);
  }
  work.finish();
  return part;
}

std::vector<CaseEvent> Service::events(Id<Case> of) const {
  const Reading reading(*session_);
  record_of<Case>(*session_, of.uuid);
  auto events = live_where<CaseEvent>(*session_, field_of<&CaseEvent::of>(), Value::of(of.uuid));
  std::ranges::sort(events, {}, [](const CaseEvent& each) { return std::pair(each.at, each.id); });
  return events;
}

std::vector<Interaction> Service::said(Id<Case> of) const {
  const Reading reading(*session_);
  record_of<Case>(*session_, of.uuid);
  std::vector<Interaction> all;
  std::vector<Id<Case>> cases{of};
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const Reference about = reference_to(cases[i]);
    for (Interaction& each :
         live_where<Interaction>(*session_, field_of<&Interaction::about>(), Value::of(about)))
      if (is_readable(*session_, kind_of<Interaction>(), &each)) all.push_back(std::move(each));
    for (const Case& each :
         live_where<Case>(*session_, field_of<&Case::merged_into>(), Value::of(cases[i].uuid)))
      cases.push_back(each.id);
  }
  std::ranges::sort(all, {}, [](const Interaction& each) { return std::pair(each.at, each.id); });
  return all;
}

std::vector<Money> Service::cost_to_serve(Id<Customer> customer) const {
  const Reading reading(*session_);
  std::map<Currency, Money> sums;
  static const Field* const amounts[] = {&field_of<&Case::cost>(), &field_of<&Case::redress_cost>()};
  for (const Field* amount : amounts) {
    Statement rows = session_->database().prepare(fmt::format(
        "SELECT {0}, {1} FROM {2} WHERE {3} = ? AND {4} IS NULL AND {0} IS NOT NULL AND {5}",
        column_name(amount->columns[0]), column_name(amount->columns[1]), identifier(kind_of<Case>().name),
        column_of<&Case::customer>(), column_of<&Case::deleted_at>(), sql_of(kind_of<Case>()).of_customer));
    rows.bind_all(Value::of(customer.uuid), Value::of(customer.uuid));
    while (rows.step()) {
      Money cost;
      detail::Member<Money>::set(cost, 0, rows.column(0));
      detail::Member<Money>::set(cost, 1, rows.column(1));
      const auto [sum, is_new] = sums.try_emplace(cost.currency, cost);
      if (!is_new) sum->second = sum->second + cost;
    }
  }
  std::vector<Money> costs;
  for (const auto& [currency, sum] : sums) costs.push_back(sum);
  return costs;
}

}  // namespace rapport
