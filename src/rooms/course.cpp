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
  std::size_t from = 0;
  bool is_asked_for = false;  // by rating, not by a change that brought it about

  bool promises_as(const Regime& other) const noexcept {
    return policy == other.policy && calendar_version == other.calendar_version && priority == other.priority;
  }
};

// The first holds from the first step on, each until the next.
std::vector<Regime> regimes_of(std::span<const Step> steps,
                               const std::function<const HeldPolicy*(Id<ServiceLevel>)>& policy_of) {
  std::vector<Regime> regimes;
  Regime regime;
  Priority priority = Priority::normal;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (const CaseEvent* event = steps[i].event) {
      priority = event->priority.value_or(priority);
      const bool is_rated = event->what == CaseEventKind::opened || event->what == CaseEventKind::rated;
      if (is_rated) regime.policy = event->service_level ? policy_of(*event->service_level) : nullptr;
      if (is_rated) regime.calendar_version = event->calendar_version;
      if (is_rated || (regime.policy && regime.policy->level.on_change != OnChange::keep))
        regime.priority = priority;
      regime.is_asked_for = event->what == CaseEventKind::rated;
    }
    regime.from = i;
    if (regimes.empty() || !regime.promises_as(regimes.back())) regimes.push_back(regime);
  }
  return regimes;
}

// Follows one kind of promise to one side through the course.
//
// What is promised later is promised from the beginning. So where nothing is promised yet, or any more until it
// is again, clocks begin by the terms that hold later; one that runs when its terms cease to hold is cancelled,
// followed all the same, and rated again once others hold.
class Follower {
 public:
  Follower(TargetKind kind, Towards towards, std::span<const Regime> regimes)
      : kind_(kind), towards_(towards), regimes_(regimes), regime_(regimes_.begin()), held_by_(regime_) {}

  std::vector<Draft> follow(std::span<const Step> steps) {
    is_ever_quoted_ =
        !is_exchange() && towards_ == Towards::customer && std::ranges::any_of(steps, [&](const Step& each) {
          return each.event && each.event->what == CaseEventKind::quoted && each.event->target == kind_;
        });
    const bool is_ever_promised = std::ranges::any_of(regimes_, [&](const Regime& each) {
      return each.policy && std::ranges::any_of(each.policy->targets, [&](const HeldTarget& held) {
               return held.target.kind == kind_ && held.target.towards == towards_;
             });
    });
    if (!is_ever_promised && !is_ever_quoted_) return {};
    for (std::size_t i = 0; i < steps.size(); ++i) {
      if (regime_ + 1 != regimes_.end() && regime_[1].from == i) {
        ++regime_;
        change_terms(steps[i].at);
      }
      take(steps[i]);
    }
    return std::move(drafts_);
  }

 private:
  using RegimeRef = std::span<const Regime>::iterator;

  // A draft whose terms ceased to hold, until others do.
  struct Cancelled {
    std::size_t draft;
    RegimeRef until;
    const HeldTarget* terms;
  };

  const HeldTarget* target_in(const Regime& regime) const {
    return regime.policy ? regime.policy->find(kind_, towards_, regime.priority, team_) : nullptr;
  }
  // Where there is a target from now on: now or, while nothing is promised, later. The end when there is none.
  RegimeRef promising() const {
    return std::find_if(regime_, regimes_.end(), [&](const Regime& each) { return target_in(each); });
  }
  const HeldTarget* target() const {
    const RegimeRef regime = promising();
    return regime == regimes_.end() ? nullptr : target_in(*regime);
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
    const RegimeRef regime = promising();
    held_ = regime == regimes_.end() ? nullptr : target_in(*regime);
    held_by_ = held_ ? regime : regime_;
    if (!held_ && !(is_ever_quoted_ && drafts_.empty())) return;
    drafts_.push_back({.kind = kind_,
                       .towards = towards_,
                       .round = static_cast<std::int64_t>(drafts_.size()) + 1,
                       .team = towards_ == Towards::team ? team_ : std::nullopt});
    is_quoted_ = false;
    add({at, ClockAction::start, held_, held_by_->calendar_version, {}}, ClockState::running);
    settle(at);
  }
  void keep(Instant at) {
    if (is_live()) add({.at = at, .action = ClockAction::satisfy}, ClockState::satisfied);
  }
  void call_off(Instant at) {
    if (!is_live()) return;
    drafts_.back().state = ClockState::cancelled;
    if (!cancelled_last()) drafts_.back().events.push_back({.at = at, .action = ClockAction::cancel});
  }
  // Pauses or resumes as the state of the case demands.
  void settle(Instant at) {
    if (runs() && is_stopped())
      add({.at = at, .action = ClockAction::pause}, ClockState::paused);
    else if (is_paused() && !is_stopped())
      add({.at = at, .action = ClockAction::resume}, ClockState::running);
  }

  // Other terms hold from now on, or none.
  void change_terms(Instant at) {
    for (const Cancelled& each : cancelled_)
      if (each.until == regime_) rerate(at, each);
    std::erase_if(cancelled_, [&](const Cancelled& each) { return each.until == regime_; });
    // What was kept under the terms of then is looked at again only when somebody asks for it.
    if (!is_live() && !(is_kept() && regime_->is_asked_for)) return;
    if (held_by_ >= regime_) return;  // by the terms that hold now, or later
    const HeldTarget* next = target_in(*regime_);
    if (!next) {
      if (is_live() && holds_by_policy()) cease(at);
      return;
    }
    const bool is_same = next == held_ && regime_->calendar_version == held_by_->calendar_version;
    held_ = next;
    held_by_ = regime_;
    if (is_same) return;
    add({at, ClockAction::rerate, held_, held_by_->calendar_version, {}}, drafts_.back().state);
    settle(at);
  }
  void rerate(Instant at, const Cancelled& draft) {
    drafts_[draft.draft].events.push_back(
        {at, ClockAction::rerate, draft.terms, draft.until->calendar_version, {}});
  }
  // The terms of the last draft do not hold any more: it is called off, for good unless others hold later.
  void cease(Instant at) {
    const RegimeRef later = promising();
    if (later == regimes_.end()) return call_off(at);
    held_ = target_in(*later);
    held_by_ = later;
    cancelled_.push_back({drafts_.size() - 1, later, held_});
    drafts_.back().events.push_back({.at = at, .action = ClockAction::cancel});
    settle(at);
  }
  // Whether the last draft holds as long as a policy says so. What was quoted needs none.
  bool holds_by_policy() const { return held_ && !is_quoted_; }
  // Whether the last draft is cancelled until other terms hold.
  bool is_cancelled() const { return !cancelled_.empty() && cancelled_.back().draft + 1 == drafts_.size(); }
  // The last draft if it is; they need not be waited for any more.
  std::optional<Cancelled> cancelled_last() {
    if (!is_cancelled()) return {};
    const Cancelled last = cancelled_.back();
    cancelled_.pop_back();
    return last;
  }

  void take(const Step& step) {
    switch (step.what) {
      case Step::What::over: return call_off(step.at);
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
        if (const auto draft = cancelled_last()) rerate(step.at, *draft);  // a quotation needs no policy
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
      kind_ == TargetKind::resolution ? keep(at) : call_off(at);
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
      case Reopening::resumes:
        if (holds_by_policy() && !target()) return;  // nothing is promised any more
        add({.at = at, .action = ClockAction::resume}, ClockState::running);
        if (holds_by_policy() && !target_in(*regime_) && !is_cancelled()) cease(at);
        return;
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
        if (by_customer) return call_off(at);
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
  std::span<const Regime> regimes_;
  RegimeRef regime_;             // that holds
  bool is_ever_quoted_ = false;  // what no policy promises may still be quoted
  // Of the last draft.
  const HeldTarget* held_ = nullptr;
  RegimeRef held_by_;
  bool is_quoted_ = false;
  CaseState state_ = CaseState::new_;
  std::optional<Id<Team>> team_;
  std::optional<bool> last_by_customer_;
  bool replied_ = false;
  std::vector<Draft> drafts_;
  std::vector<Cancelled> cancelled_;  // by draft; the last draft may be the last of them
};

}  // namespace

std::vector<Draft> drafts_of(std::span<const Step> steps,
                             const std::function<const HeldPolicy*(Id<ServiceLevel>)>& policy_of) {
  const std::vector<Regime> regimes = regimes_of(steps, policy_of);
  std::vector<Draft> drafts;
  for (const auto& towards : enumeration<Towards>.values)
    for (const auto& kind : enumeration<TargetKind>.values)
      for (Draft& each : Follower(kind.value, towards.value, regimes).follow(steps))
        drafts.push_back(std::move(each));
  return drafts;
}

}  // namespace rapport
