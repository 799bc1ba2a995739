#include "rooms/course.hpp"

#include <algorithm>
#include <ranges>
#include <utility>

namespace rapport {

bool is_done(CaseState state) noexcept { return state == CaseState::resolved || state == CaseState::closed; }

const HeldTarget* HeldPolicy::find(TargetKind kind, Towards towards, Priority priority,
                                   std::optional<Id<Team>> team) const noexcept {
  const HeldTarget* best = nullptr;
  const auto weight = [](const Target& target) {
    return 2 * target.priority.has_value() + target.team.has_value();
  };
  for (const HeldTarget& each : targets) {
    const Target& target = each.target;
    if (target.kind != kind || target.towards != towards) continue;
    if (target.priority && *target.priority != priority) continue;
    if (target.team && target.team != team) continue;
    if (!best || weight(target) > weight(best->target)) best = &each;
  }
  return best;
}

const HeldTarget* Draft::held() const noexcept {
  const HeldTarget* terms = nullptr;
  for (const DraftEvent& each : events)
    if (each.action == ClockAction::start || each.action == ClockAction::rerate) terms = each.terms;
  return terms;
}

namespace {

// What a case was promised from a step on.
struct Regime {
  const HeldPolicy* policy = nullptr;
  std::optional<std::int64_t> calendar_version{};
  Priority priority = Priority::normal;

  friend bool operator==(const Regime&, const Regime&) = default;
};

// The regime after each step.
std::vector<Regime> regimes_of(std::span<const Step> steps,
                               const std::function<const HeldPolicy*(Id<ServiceLevel>)>& policy_of) {
  std::vector<Regime> regimes;
  regimes.reserve(steps.size());
  Regime regime;
  Priority priority = Priority::normal;
  for (const Step& step : steps) {
    if (const CaseEvent* event = step.event) {
      priority = event->priority.value_or(priority);
      const bool is_rated = event->what == CaseEventKind::opened || event->what == CaseEventKind::rated;
      if (is_rated) regime.policy = event->service_level ? policy_of(*event->service_level) : nullptr;
      if (is_rated) regime.calendar_version = event->calendar_version;
      if (is_rated || (regime.policy && regime.policy->level.on_change != OnChange::keep))
        regime.priority = priority;
    }
    regimes.push_back(regime);
  }
  return regimes;
}

// Follows one kind of promise to one side through the course.
class Follower {
 public:
  Follower(TargetKind kind, Towards towards) : kind_(kind), towards_(towards) {}

  std::vector<Draft> follow(std::span<const Step> steps, std::span<const Regime> regimes) {
    const auto promises = [&](const Regime& each) {
      return each.policy && std::ranges::any_of(each.policy->targets, [&](const HeldTarget& held) {
               const Target& target = held.target;
               return target.kind == kind_ && target.towards == towards_ &&
                      target.priority.value_or(each.priority) == each.priority;
             });
    };
    // What is promised later is promised from the beginning.
    const auto first = std::ranges::find_if(regimes, promises);
    is_ever_quoted_ =
        !is_exchange() && towards_ == Towards::customer && std::ranges::any_of(steps, [&](const Step& each) {
          return each.event && each.event->what == CaseEventKind::quoted && each.event->target == kind_;
        });
    if (first == regimes.end() && !is_ever_quoted_) return {};
    const auto first_step = first == regimes.end() ? 0 : first - regimes.begin();
    regime_ = regimes[static_cast<std::size_t>(first_step)];
    for (std::size_t i = 0; i < steps.size(); ++i) {
      const Regime& now = regimes[std::max(i, static_cast<std::size_t>(first_step))];
      if (std::exchange(regime_, now) != now)
        retarget(steps[i].at, steps[i].event->what == CaseEventKind::rated);
      take(steps[i]);
    }
    return std::move(drafts_);
  }

 private:
  const HeldTarget* target() const {
    return regime_.policy ? regime_.policy->find(kind_, towards_, regime_.priority, team_) : nullptr;
  }
  bool is_exchange() const { return kind_ == TargetKind::next_response || kind_ == TargetKind::update; }
  bool runs() const { return !drafts_.empty() && drafts_.back().state == ClockState::running; }
  bool is_paused() const { return !drafts_.empty() && drafts_.back().state == ClockState::paused; }
  bool is_live() const { return runs() || is_paused(); }
  bool is_kept() const { return !drafts_.empty() && drafts_.back().state == ClockState::satisfied; }
  bool is_stopped() const {
    if (is_done(state_)) return true;
    return held_ && (held_->stopped_in >> static_cast<unsigned>(state_) & 1U);
  }

  void add(DraftEvent event, ClockState state) {
    drafts_.back().events.push_back(event);
    drafts_.back().state = state;
  }
  void begin(Instant at) {
    held_ = target();
    if (!held_ && !(is_ever_quoted_ && drafts_.empty())) return;
    drafts_.push_back({.kind = kind_,
                       .towards = towards_,
                       .round = static_cast<std::int64_t>(drafts_.size()) + 1,
                       .team = towards_ == Towards::team ? team_ : std::nullopt});
    is_quoted_ = false;
    add({at, ClockAction::start, held_, regime_.calendar_version, {}}, ClockState::running);
    settle(at);
  }
  void end(Instant at, ClockAction action) {
    if (is_live())
      add({.at = at, .action = action},
          action == ClockAction::cancel ? ClockState::cancelled : ClockState::satisfied);
  }
  void keep(Instant at) { end(at, ClockAction::satisfy); }
  // Pauses or resumes as the state of the case demands.
  void settle(Instant at) {
    if (runs() && is_stopped())
      add({.at = at, .action = ClockAction::pause}, ClockState::paused);
    else if (is_paused() && !is_stopped())
      add({.at = at, .action = ClockAction::resume}, ClockState::running);
  }

  // What was kept under the terms of then is looked at again only when somebody asks for it.
  void retarget(Instant at, bool is_asked_for) {
    if (!is_live() && !(is_kept() && is_asked_for)) return;
    const HeldTarget* next = target();
    if (!next) {
      if (!is_quoted_) end(at, ClockAction::cancel);
      return;
    }
    held_ = next;
    add({at, ClockAction::rerate, next, regime_.calendar_version, {}}, drafts_.back().state);
    settle(at);
  }

  void take(const Step& step) {
    switch (step.what) {
      case Step::What::over: return end(step.at, ClockAction::cancel);
      case Step::What::customer_spoke: return said(step.at, true);
      case Step::What::we_spoke: return said(step.at, false);
      default: break;
    }
    const CaseEvent& event = *step.event;
    switch (event.what) {
      case CaseEventKind::opened: return opened(step.at, event);
      case CaseEventKind::moved: return moved(step.at, *event.state);
      case CaseEventKind::assigned: return assigned(step.at, event);
      case CaseEventKind::quoted:
        if (event.target != kind_ || towards_ != Towards::customer || !is_live()) return;
        is_quoted_ = true;
        return add({.at = step.at, .action = ClockAction::quote, .due_at = event.due_at},
                   drafts_.back().state);
      default: return;
    }
  }

  void opened(Instant at, const CaseEvent& event) {
    state_ = *event.state;
    if (towards_ == Towards::team) return assigned(at, event);
    if (!is_exchange() || rhythm() == Rhythm::between_replies || rhythm() == Rhythm::any_word) begin(at);
    assigned(at, event);
  }

  void assigned(Instant at, const CaseEvent& event) {
    if (towards_ == Towards::team && event.team != team_) {
      // Passing it on is all that a team can do beside resolving it.
      end(at, kind_ == TargetKind::resolution ? ClockAction::satisfy : ClockAction::cancel);
      team_ = event.team;
      if (team_) begin(at);
    }
    if (kind_ == TargetKind::ownership && event.assignee) keep(at);
  }

  void moved(Instant at, CaseState state) {
    const bool was_done = is_done(std::exchange(state_, state));
    if (is_done(state) && !was_done &&
        (kind_ == TargetKind::resolution || (held_ && held_->target.met_by_resolution)))
      keep(at);
    if (was_done && !is_done(state) && is_kept()) reopen(at);
    settle(at);
  }

  void reopen(Instant at) {
    // A team that passed the case on has done its part.
    if (towards_ == Towards::team && drafts_.back().team != team_) return;
    const Reopening usual = kind_ == TargetKind::resolution ? Reopening::resumes : Reopening::stays;
    switch (held_ ? held_->target.reopening.value_or(usual) : usual) {
      case Reopening::resumes: return add({.at = at, .action = ClockAction::resume}, ClockState::running);
      case Reopening::restarts: return begin(at);
      default: return;
    }
  }

  Rhythm rhythm() const {
    const HeldTarget* of = target();
    const Rhythm usual =
        kind_ == TargetKind::next_response ? Rhythm::customer_waits : Rhythm::between_replies;
    return of ? of->target.rhythm.value_or(usual) : usual;
  }

  void said(Instant at, bool by_customer) {
    const std::optional<bool> last = std::exchange(last_by_customer_, by_customer);
    const bool had_replied = replied_;
    replied_ = replied_ || !by_customer;
    if (kind_ == TargetKind::first_response && !by_customer) keep(at);
    if (!is_exchange()) return;
    switch (rhythm()) {
      case Rhythm::customer_waits:
      case Rhythm::customer_waits_again:
        if (!by_customer) return keep(at);
        if (!is_live() && (rhythm() == Rhythm::customer_waits || had_replied)) begin(at);
        return;
      case Rhythm::after_replies:
        if (by_customer) return end(at, ClockAction::cancel);
        break;
      case Rhythm::between_replies:
        if (by_customer) return;
        break;
      case Rhythm::last_word:
        // The customer has said more; it is the first of it that counts.
        if (by_customer && last == true) return;
        break;
      default: break;
    }
    keep(at);
    begin(at);
  }

  TargetKind kind_;
  Towards towards_;
  bool is_ever_quoted_ = false;  // what no policy promises may still be quoted
  Regime regime_;
  const HeldTarget* held_ = nullptr;  // of the last draft
  bool is_quoted_ = false;            // the last draft
  CaseState state_ = CaseState::new_;
  std::optional<Id<Team>> team_;
  std::optional<bool> last_by_customer_;
  bool replied_ = false;
  std::vector<Draft> drafts_;
};

}  // namespace

std::vector<Draft> drafts_of(std::span<const Step> steps,
                             const std::function<const HeldPolicy*(Id<ServiceLevel>)>& policy_of) {
  const std::vector<Regime> regimes = regimes_of(steps, policy_of);
  std::vector<Draft> drafts;
  for (const auto& towards : enumeration<Towards>.values)
    for (const auto& kind : enumeration<TargetKind>.values)
      for (Draft& each : Follower(kind.value, towards.value).follow(steps, regimes))
        drafts.push_back(std::move(each));
  return drafts;
}

}  // namespace rapport
