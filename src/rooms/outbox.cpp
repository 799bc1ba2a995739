#include "rooms/outbox.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engines/records.hpp"
#include "kernel/validate.hpp"
#include "rapport/escalations.hpp"
#include "rooms/people.hpp"
#include "rooms/trying.hpp"

namespace rapport {

RAPPORT_KIND(Notification)

namespace {

void prepare_notification(const Writing& writing) {
  auto& told = *static_cast<Notification*>(writing.record);
  if (writing.origin == Origin::restored) return;
  if (told.state == Delivery::pending && !told.next_at) told.next_at = writing.session.commit().at;
  if (told.state != Delivery::pending) told.next_at.reset();
  if (writing.operation != Operation::add) return;
  need_live<&Notification::agent>(writing);
  need_live<&Notification::team>(writing);
  if (!told.agent && !told.team)
    refuse<&Notification::agent>(Code::invalid, told, "tells nobody; name an agent or a team");
}

Notification delivered(Session& session, Notification told) {
  if (told.state == Delivery::handed_over) return told;
  told.state = Delivery::handed_over;
  return update(session, std::move(told), {}, Origin::library);
}

}  // namespace

const Hooks notification_hooks{.prepare = prepare_notification};

std::vector<Notification> Outbox::pending(std::size_t limit) const {
  static const Sql sql(
      fmt::format("SELECT {0} FROM {1} WHERE {2} IS NOT NULL AND {2} <= ? AND \"deleted_at\" IS NULL ORDER "
                  "BY {2}, \"id\" "
                  "LIMIT ?",
                  sql_of(kind_of<Notification>()).columns, identifier(kind_of<Notification>().name),
                  column_of<&Notification::next_at>()));
  Statement rows = session_->database().prepare(sql);
  rows.bind_all(Value::of(std::int64_t{session_->now().time_since_epoch().count()}),
                Value::of(static_cast<std::int64_t>(limit)));
  return load_all<Notification>(rows);
}

std::optional<Instant> Outbox::next_due() const {
  static const Sql sql(
      fmt::format(R"(SELECT min({0}) FROM {1} WHERE {0} IS NOT NULL AND "deleted_at" IS NULL)",
                  column_of<&Notification::next_at>(), identifier(kind_of<Notification>().name)));
  Statement row = session_->database().prepare(sql);
  if (!row.step() || row.column(0).is_nothing()) return {};
  return Instant{Duration{row.column(0).integer}};
}

Notification Outbox::handed_over(Id<Notification> id, const Because& because) {
  Work work(*session_, "outbox.handed_over", because, Work::Size::several_writes);
  Notification told = delivered(*session_, record_of<Notification>(*session_, id.uuid));
  work.finish();
  return told;
}

Notification Outbox::failed(Id<Notification> id, std::string_view trouble, const Because& because) {
  Work work(*session_, "outbox.failed", because, Work::Size::several_writes);
  auto told = record_of<Notification>(*session_, id.uuid);
  if (told.state != Delivery::pending)
    refuse<&Notification::state>(Code::not_allowed, told,
                                 fmt::format("is {}, not pending", to_text(told.state)));
  ++told.tries;
  told.trouble = trouble_text(trouble);
  if (told.tries < most_tries) {
    told.next_at = session_->commit().at + next_wait(told.tries);
  } else {
    told.state = Delivery::failed;
  }
  told = update(*session_, std::move(told), {}, Origin::library);
  work.finish();
  return told;
}

namespace {

// Whether nobody has answered what it asks.
bool is_open(Session& session, const Notification& told) {
  if (!told.about || told.about->kind_number() != kind_of<Escalation>().number) return true;
  const auto escalation = record_of<Escalation>(session, told.about->uuid());
  return escalation.state == EscalationState::raised && escalation.agent == told.agent &&
         escalation.team == told.team;
}

}  // namespace

Notification Outbox::again(Id<Notification> id, const Because& because) {
  Work work(*session_, "outbox.again", because, Work::Size::several_writes);
  auto told = record_of<Notification>(*session_, id.uuid);
  if (told.state == Delivery::withdrawn || !is_open(*session_, told))
    refuse<&Notification::state>(Code::not_allowed, told,
                                 "asks what was answered before, or somebody else since");
  told.state = Delivery::pending;
  told.next_at = session_->commit().at;
  told.tries = 0;
  told.trouble.reset();
  told = update(*session_, std::move(told), {}, Origin::library);
  work.finish();
  return told;
}

namespace {

// Says that a delivery runs, until it is destroyed.
struct Delivering {
  explicit Delivering(bool& runs) : runs_(runs) {
    if (runs)
      throw Error(Code::misuse, "notifications are being handed over already; deliver when that has ended");
    runs_ = true;
  }
  ~Delivering() { runs_ = false; }
  Delivering(const Delivering&) = delete;
  Delivering& operator=(const Delivering&) = delete;

 private:
  bool& runs_;
};
struct IsDelivering {
  bool value = false;
};

}  // namespace

std::size_t Outbox::deliver(const std::function<void(const Notification&)>& to, std::size_t limit) {
  const Delivering delivering(session_->remembered<IsDelivering>().value);
  std::size_t delivered = 0;
  for (const Notification& each : pending(limit)) {
    // What went before may have told of this one.
    if (record_of<Notification>(*session_, each.id.uuid).version != each.version) continue;
    std::string trouble;
    try {
      call_host(*session_, [&] { to(each); });
    } catch (const Error& error) {
      if (error.code() == Code::interrupted) throw;
      trouble = trouble_text(error.what());
    } catch (const std::exception& error) {
      trouble = trouble_text(error.what());
    }
    const auto told = record_of<Notification>(*session_, each.id.uuid);
    if (told.version != each.version) {
      delivered += told.state == Delivery::handed_over;
    } else if (trouble.empty()) {
      handed_over(each.id);
      ++delivered;
    } else {
      failed(each.id, trouble);
    }
  }
  return delivered;
}

}  // namespace rapport
