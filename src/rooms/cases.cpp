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
#include "rooms/people.hpp"

namespace rapport {

RAPPORT_KIND(Case)
RAPPORT_KIND(CaseMove)

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

// Borrows from the reference.
Value bytes_of(const Reference& reference) {
  return Value::bytes({reinterpret_cast<const char*>(reference.bytes.data()), reference.bytes.size()});
}

bool is_done(CaseState state) { return state == resolved || state == closed; }

template <auto member>
[[noreturn]] void refuse(Code code, const Case& of, std::string why) {
  throw Error(code, std::move(why), place_of(kind_of<Case>(), &of, field_of<member>()));
}

// A case that a verb may change.
Case writable(Session& session, Id<Case> id) {
  Case of = record_of<Case>(session, id.uuid);
  if (of.deleted_at) refuse<&Case::deleted_at>(Code::not_allowed, of, "was deleted");
  if (of.merged_into)
    refuse<&Case::merged_into>(
        Code::not_allowed, of,
        fmt::format("was merged into {}, which goes on in its place", to_text(*of.merged_into)));
  return of;
}

std::vector<CaseMove> moves_of(Session& session, Id<Case> of) {
  std::vector<CaseMove> moves = live_where<CaseMove>(session, field_of<&CaseMove::of>(), Value::of(of.uuid));
  std::ranges::sort(moves, {}, [](const CaseMove& each) { return std::pair(each.at, each.version); });
  return moves;
}

Id<Case> survivor_of(Session& session, Id<Case> id) {
  for (;;) {
    const Case of = record_of<Case>(session, id.uuid);
    if (!of.merged_into) return id;
    id = *of.merged_into;
  }
}

// ---- Cases

void prepare_case(const Writing& writing) {
  auto& written = *static_cast<Case*>(writing.record);
  need_live_customer<&Case::customer>(writing);
  if (writing.operation != Operation::add || writing.origin == Origin::restored) return;
  const Instant now = writing.session.commit().at;
  if (!written.opened_at) written.opened_at = now;
  if (*written.opened_at > now)
    refuse<&Case::opened_at>(Code::invalid, written,
                             fmt::format("{} lies in the future", to_text(*written.opened_at)));
  if (writing.origin == Origin::library) return;
  if (written.state != new_ && written.state != open)
    refuse<&Case::state>(
        Code::not_allowed, written,
        fmt::format("a case begins as new or open, not as {}; what happened later are moves, "
                    "which take the instant when it did",
                    to_text(written.state)));
  const auto need_absent = [&]<auto member>(const auto& value) {
    if (value)
      refuse<member>(Code::not_allowed, written, "is kept by the book; verbs of the service write it");
  };
  need_absent.template operator()<&Case::resolved_at>(written.resolved_at);
  need_absent.template operator()<&Case::refused_because>(written.refused_because);
  need_absent.template operator()<&Case::alternative>(written.alternative);
  need_absent.template operator()<&Case::accepted_at>(written.accepted_at);
  need_absent.template operator()<&Case::merged_into>(written.merged_into);
  need_absent.template operator()<&Case::split_from>(written.split_from);
  need_absent.template operator()<&Case::reopened>(written.reopened);
}

// ---- Moves

void check_times(const CaseMove& move, const Case& of, Instant now, const std::vector<CaseMove>& moves) {
  const auto refuse_time = [&](std::string why) {
    throw Error(Code::not_allowed, fmt::format("{} {}", to_text(move.at), why),
                {"case", to_text(move.of), std::string(field_of<&CaseMove::at>().name)});
  };
  if (move.at > now) refuse_time("lies in the future");
  if (move.at < *of.opened_at)
    refuse_time(fmt::format("lies before the case was opened, {}", to_text(*of.opened_at)));
  if (!moves.empty() && move.at < moves.back().at)
    refuse_time(fmt::format("lies before the last move, which was to {} on {}",
                            to_text(moves.back().to_state), to_text(moves.back().at)));
}

void prepare_move(const Writing& writing) {
  auto& move = *static_cast<CaseMove*>(writing.record);
  if (writing.operation != Operation::add)
    throw Error(Code::not_allowed, "a move stands for ever; make another move instead",
                {"case_move", to_text(move.id), ""});
  if (writing.origin == Origin::restored) return;
  Session& session = writing.session;
  const Instant now = session.commit().at;
  if (move.at == Instant{}) move.at = now;
  move.recorded_at = now;
  if (!move.agent && session.actor) move.agent = Id<Agent>{*session.actor};
  const Case of = writable(session, move.of);
  move.from_state = of.state;
  check_times(move, of, now, moves_of(session, move.of));
  const auto allowed = allowed_from(of.state);
  if (std::ranges::find(allowed, move.to_state) != allowed.end()) return;
  std::string names;
  for (const CaseState each : allowed) names += fmt::format("{}{}", names.empty() ? "" : ", ", to_text(each));
  refuse<&Case::state>(Code::not_allowed, of,
                       fmt::format("cannot move from {} to {}; allowed from here: {}", to_text(of.state),
                                   to_text(move.to_state), names.empty() ? "nothing" : names));
}

void move_written(const Writing& writing) {
  if (writing.origin == Origin::restored) return;
  const auto& move = *static_cast<const CaseMove*>(writing.record);
  Case of = record_of<Case>(writing.session, move.of.uuid);
  of.state = move.to_state;
  if (move.to_state == open && is_done(move.from_state)) {
    ++of.reopened;
    of.resolved_at.reset();
    of.accepted_at.reset();
  }
  if (is_done(move.to_state) && !is_done(move.from_state)) of.resolved_at = move.at;
  update(writing.session, of, {}, Origin::library);
}

void add_move(Session& session, Id<Case> of, CaseState to, const CaseMoveDetails& details,
              std::optional<Id<Interaction>> because_of = {}) {
  CaseMove move{.of = of, .to_state = to, .at = details.at.value_or(Instant{}), .because_of = because_of};
  if (!details.reason.empty()) move.reason = details.reason;
  add(session, std::move(move), {}, Origin::call);
}

// The commit's reason is the move's, unless it shares a commit with others, which say it themselves.
Because why(const Session& session, const CaseMoveDetails& details, const Because& because) {
  Because result = because;
  if (result.reason.empty() && !session.is_writing()) result.reason = details.reason;
  return result;
}

}  // namespace

const Hooks case_hooks{.prepare = prepare_case};
const Hooks case_move_hooks{.prepare = prepare_move, .wrote = move_written};

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

void heard(Session& session, const Interaction& interaction) {
  const Case of = record_of<Case>(session, interaction.about->uuid());
  if (of.deleted_at || interaction.channel == Channel::note ||
      interaction.visibility != Visibility::everybody)
    return;
  const bool answers = interaction.direction == Direction::outbound && of.state == new_;
  const bool brings_back =
      interaction.direction == Direction::inbound && (of.state == waiting_customer || is_done(of.state));
  if (!answers && !brings_back) return;
  // What is written down late, or lies ahead, says nothing about the present.
  const std::vector<CaseMove> moves = moves_of(session, of.id);
  const Instant last = moves.empty() ? *of.opened_at : moves.back().at;
  if (*interaction.at < last || *interaction.at > session.commit().at) return;
  add_move(session, of.id, open, {.at = interaction.at}, interaction.id);
}

// ---- Verbs

Case Service::open(Case opened, const Because& because) {
  Work work(*session_, "service.open", because, Work::Size::several_writes);
  opened = add(*session_, std::move(opened), {}, Origin::call);
  work.finish();
  return opened;
}

Interaction Service::reply(Id<Case> of, Interaction said, const Because& because) {
  Work work(*session_, "service.reply", because, Work::Size::several_writes);
  const Case answered = record_of<Case>(*session_, survivor_of(*session_, of).uuid);
  said.about = reference_to(answered.id);
  if (said.customer == Id<Customer>{}) said.customer = answered.customer;
  said = add(*session_, std::move(said), {}, Origin::call);
  work.finish();
  return said;
}

Case Service::move(Id<Case> of, CaseState to, const CaseMoveDetails& details, const Because& because) {
  Work work(*session_, "service.move", why(*session_, details, because), Work::Size::several_writes);
  writable(*session_, of);
  add_move(*session_, of, to, details);
  Case moved = record_of<Case>(*session_, of.uuid);
  work.finish();
  return moved;
}

Case Service::resolve(Id<Case> of, std::string_view resolution, const CaseMoveDetails& details,
                      const Because& because) {
  Work work(*session_, "service.resolve", why(*session_, details, because), Work::Size::several_writes);
  Case resolved_case = writable(*session_, of);
  if (!resolution.empty()) {
    resolved_case.resolution = resolution;
    update(*session_, resolved_case, {}, Origin::library);
  }
  add_move(*session_, of, resolved, details);
  resolved_case = record_of<Case>(*session_, of.uuid);
  work.finish();
  return resolved_case;
}

Case Service::refuse(Id<Case> of, std::string_view reason, std::string_view alternative,
                     const CaseMoveDetails& details, const Because& because) {
  Work work(*session_, "service.refuse", why(*session_, details, because), Work::Size::several_writes);
  Case refused = writable(*session_, of);
  if (reason.empty())
    rapport::refuse<&Case::refused_because>(Code::invalid, refused,
                                            "is required: say why we would not do it");
  refused.refused_because = reason;
  refused.alternative.reset();
  if (!alternative.empty()) refused.alternative = alternative;
  update(*session_, refused, {}, Origin::library);
  add_move(*session_, of, resolved, details);
  refused = record_of<Case>(*session_, of.uuid);
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
  accepted = update(*session_, accepted, {}, Origin::library);
  work.finish();
  return accepted;
}

Case Service::assign(Id<Case> of, const Assignment& to, const Because& because) {
  Work work(*session_, "service.assign", because, Work::Size::several_writes);
  Case assigned = writable(*session_, of);
  assigned.team = to.team;
  assigned.assignee = to.assignee;
  assigned = update(*session_, assigned, {}, Origin::library);
  work.finish();
  return assigned;
}

Case Service::set_level(Id<Case> of, std::int64_t level, const Because& because) {
  Work work(*session_, "service.set_level", because, Work::Size::several_writes);
  Case raised = writable(*session_, of);
  raised.level = level;
  raised = update(*session_, raised, {}, Origin::library);
  work.finish();
  return raised;
}

Case Service::merge(Id<Case> of, Id<Case> into, const Because& because) {
  Work work(*session_, "service.merge", because, Work::Size::several_writes);
  Case merged = writable(*session_, of);
  const Case goes_on = record_of<Case>(*session_, survivor_of(*session_, into).uuid);
  if (goes_on.deleted_at) rapport::refuse<&Case::deleted_at>(Code::not_allowed, goes_on, "was deleted");
  if (goes_on.id == merged.id)
    rapport::refuse<&Case::merged_into>(Code::not_allowed, merged, "cannot go on in itself");
  merged.merged_into = goes_on.id;
  merged = update(*session_, merged, {}, Origin::library);
  work.finish();
  return merged;
}

Case Service::unmerge(Id<Case> of, const Because& because) {
  Work work(*session_, "service.unmerge", because, Work::Size::several_writes);
  Case back = record_of<Case>(*session_, of.uuid);
  if (!back.merged_into)
    rapport::refuse<&Case::merged_into>(Code::not_allowed, back, "was not merged into another case");
  back.merged_into.reset();
  back = update(*session_, back, {}, Origin::library);
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

std::vector<CaseMove> Service::moves(Id<Case> of) const {
  const Reading reading(*session_);
  record_of<Case>(*session_, of.uuid);
  return moves_of(*session_, of);
}

std::vector<Interaction> Service::said(Id<Case> of) const {
  const Reading reading(*session_);
  record_of<Case>(*session_, of.uuid);
  std::vector<Interaction> all;
  std::vector<Id<Case>> cases{of};
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const Reference about = reference_to(cases[i]);
    for (Interaction& each :
         live_where<Interaction>(*session_, field_of<&Interaction::about>(), bytes_of(about)))
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
  const auto count = [&](const std::optional<Money>& amount) {
    if (!amount) return;
    const auto [sum, is_new] = sums.try_emplace(amount->currency, *amount);
    if (!is_new) sum->second = sum->second + *amount;
  };
  Statement rows = session_->database().prepare(
      fmt::format("SELECT {} FROM {} WHERE {} = ? AND {} IS NULL AND {}", sql_of(kind_of<Case>()).columns,
                  identifier(kind_of<Case>().name), column_of<&Case::customer>(),
                  column_of<&Case::deleted_at>(), sql_of(kind_of<Case>()).of_customer));
  rows.bind_all(Value::of(customer.uuid), Value::of(customer.uuid));
  for (const Case& each : load_all<Case>(rows)) {
    count(each.cost);
    count(each.redress_cost);
  }
  std::vector<Money> costs;
  for (const auto& [currency, sum] : sums) costs.push_back(sum);
  return costs;
}

}  // namespace rapport
