#include "rooms/people.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engines/records.hpp"
#include "kernel/text.hpp"
#include "kernel/validate.hpp"
#include "rapport/interactions.hpp"
#include "rapport/lifecycle.hpp"
#include "rooms/routing.hpp"

namespace rapport {

RAPPORT_KIND(Customer)
RAPPORT_KIND(ContactPoint)
RAPPORT_KIND(Connection)
RAPPORT_KIND(Team)
RAPPORT_KIND(Agent)
RAPPORT_KIND(Ownership)
RAPPORT_KIND(Need)
RAPPORT_KIND(Consent)

namespace {

// A period may have no beginning or no end; it ends on or after the day or instant it begins.
template <auto until, class R, class T>
void need_period(const R& record, const std::optional<T>& begins, const std::optional<T>& ends) {
  if (begins && ends && *ends < *begins)
    refuse<until>(Code::invalid, record, "lies before the beginning of the period");
}

// ---- Contact points

bool is_telephone(ContactKind kind) { return kind == ContactKind::phone || kind == ContactKind::mobile; }

std::string email_key(std::string_view value) {
  std::string key = text::lower_case(value);  // accents count: they make another address
  if (key.starts_with("mailto:")) key.erase(0, std::string_view("mailto:").size());
  const std::size_t at = key.find('@');
  const bool good = at != std::string::npos && at > 0 && at + 1 < key.size() &&
                    key.find('@', at + 1) == std::string::npos && key.find(' ') == std::string::npos &&
                    key[at + 1] != '.' && key.back() != '.';
  if (!good) throw Error(Code::invalid, "is not an e-mail address; write it as in ana@acme.example");
  return "email:" + key;
}

std::string telephone_key(std::string_view value, std::string_view calling_code) {
  // "+33 (0)1 23" and "0033 1 23" are one number: blanks and signs go, "(0)" goes, "00" is "+".
  std::string text = text::folded(value);
  // An extension ("x12", "ext. 12", ";ext=12") belongs to the line, not to the number.
  text.resize(std::min({text.size(), text.find("ext"), text.find_first_of("x;")}));
  for (const std::string_view hyphen : {"\u2010", "\u2012", "\u2013", "\u2212"})  // others fold to these
    for (std::size_t at = 0; (at = text.find(hyphen, at)) != std::string::npos;)
      text.replace(at, hyphen.size(), "-");
  const bool with_country = text.starts_with("00") || text.find('+') < text.find("(0)");
  if (const std::size_t trunk = text.find("(0)"); trunk != std::string::npos && with_country)
    text.erase(trunk, 3);
  std::string digits;
  for (char c : text) {
    if (c == '+' && digits.empty())
      digits += c;
    else if (c >= '0' && c <= '9')
      digits += c;
    else if (std::string_view(" .-/()").find(c) == std::string_view::npos)
      throw Error(Code::invalid,
                  "is not a telephone number; write digits, best with the country: +33 1 99 00 12 34");
  }
  if (digits.starts_with("00")) digits = "+" + digits.substr(2);
  if (!digits.starts_with('+') && !calling_code.empty())
    digits = std::string(calling_code) + (digits.starts_with('0') ? digits.substr(1) : digits);
  if (digits.size() < 3 || digits.size() > 20)
    throw Error(Code::invalid, "is not a telephone number; it has too few or too many digits");
  return "phone:" + digits;
}

// The live contact point of a live customer that another one with this key would repeat.
std::optional<ContactPoint> holder_of(Session& session, std::string_view key, const Uuid& except) {
  for (ContactPoint& other :
       live_where<ContactPoint>(session, field_of<&ContactPoint::key>(), Value::of(key)))
    if (other.id.uuid != except && !record_of<Customer>(session, other.customer.uuid).deleted_at)
      return std::move(other);
  return {};
}

std::string address_line(const ContactPoint& point) {
  std::string line;
  const auto add = [&](const std::optional<std::string>& part, const char* before) {
    if (part) line += (line.empty() ? "" : before) + *part;
  };
  add(point.street, "");
  add(point.postal_code, ", ");
  add(point.city, point.postal_code ? " " : ", ");
  add(point.region, ", ");
  add(point.country, ", ");
  return line;
}

void prepare_contact_point(const Writing& writing) {
  auto& point = *static_cast<ContactPoint*>(writing.record);
  if (writing.operation == Operation::remove) return;
  need_live_customer<&ContactPoint::customer>(writing);
  if (point.kind == ContactKind::address) {
    if (point.value.empty()) point.value = address_line(point);
  } else if (point.street || point.city || point.region || point.postal_code || point.country) {
    refuse<&ContactPoint::kind>(Code::invalid, point,
                                "must be address when street, city, region, code or country are given");
  }
  need_period<&ContactPoint::valid_until>(point, point.valid_from, point.valid_until);
  try {
    constexpr int longest = description_of<&ContactPoint::value>.traits.longest;
    validate_text(point.value, static_cast<std::size_t>(longest), field_of<&ContactPoint::value>().name);
    point.key = contact_key(point.kind, point.value, writing.session.options().calling_code);
  } catch (const Error& error) {
    refuse<&ContactPoint::value>(error.code(), point, error.message());
  }
  if (!point.key) return;
  const auto* before = static_cast<const ContactPoint*>(writing.before);
  if (before && before->key == point.key && before->is_shared == point.is_shared) return;
  const auto other = holder_of(writing.session, *point.key, point.id.uuid);
  if (!other || (other->is_shared && point.is_shared)) return;
  refuse<&ContactPoint::value>(
      Code::duplicate, point,
      fmt::format(
          "customer {} has it already (contact_point {}); if both really do, set is_shared on that one "
          "and add this one as a contact_point that is shared, too",
          to_text(other->customer), to_text(other->id)));
}

// One of a kind is tried first, so whatever becomes primary takes that from the one before it.
void contact_point_written(const Writing& writing) {
  const auto& point = *static_cast<const ContactPoint*>(writing.record);
  const auto* before = static_cast<const ContactPoint*>(writing.before);
  if (writing.origin == Origin::restored || writing.operation == Operation::remove || !point.is_primary ||
      (before && before->is_primary) || writing.session.is_of_row(point.customer.uuid))
    return;
  for (ContactPoint& other : live_where<ContactPoint>(writing.session, field_of<&ContactPoint::customer>(),
                                                      Value::of(point.customer.uuid))) {
    if (other.id == point.id || other.kind != point.kind || !other.is_primary) continue;
    other.is_primary = false;
    update_record(writing.session, kind_of<ContactPoint>(), &other, {}, Origin::library);
  }
}

// ---- Customers

// A relationship begins before it moves.
void need_since_before_moves(Session& session, const Customer& customer) {
  Statement first = session.database().prepare(
      fmt::format("SELECT min({}) FROM {} WHERE {} = ? AND {} IS NULL", column_of<&StageMove::effective_at>(),
                  identifier(kind_of<StageMove>().name), column_of<&StageMove::customer>(),
                  column_of<&StageMove::deleted_at>()));
  first.bind(0, Value::of(customer.id.uuid));
  if (!first.step() || first.column(0).is_nothing()) return;
  const Instant moved{Duration{first.integer(0)}};
  if (*customer.since > moved)
    refuse<&Customer::since>(Code::not_allowed, customer,
                             fmt::format("lies after the first stage move, on {}", to_text(moved)));
}

void prepare_customer(const Writing& writing) {
  auto& customer = *static_cast<Customer*>(writing.record);
  if (writing.operation == Operation::remove) return;
  if (customer.name.empty() && customer.type == CustomerType::person) {
    customer.name = customer.given_name.value_or("");
    if (customer.family_name) customer.name += (customer.name.empty() ? "" : " ") + *customer.family_name;
  }
  const auto* before = static_cast<const Customer*>(writing.before);
  if (!customer.since) customer.since = before ? before->since : writing.session.commit().at;
  if (before && before->since != customer.since) need_since_before_moves(writing.session, customer);
  if (customer.type == CustomerType::organisation && customer.birthday)
    refuse<&Customer::birthday>(Code::invalid, customer,
                                "belongs to a person; an organisation has `founded`");
}

bool something_follows_customer(Operation operation, const void* record) {
  return operation == Operation::remove ||
         (operation == Operation::add && static_cast<const Customer*>(record)->owner.has_value());
}

void customer_written(const Writing& writing) {
  const auto& customer = *static_cast<const Customer*>(writing.record);
  Session& session = writing.session;
  if (writing.operation == Operation::add && writing.origin == Origin::call && customer.owner)
    add(session,
        Ownership{.customer = customer.id,
                  .agent = *customer.owner,
                  .valid_from = std::min(*customer.since, session.commit().at)},
        {}, Origin::library);
  // What leads to a deleted customer leads nowhere: its addresses are free again.
  if (writing.operation == Operation::remove)
    for (ContactPoint& point :
         live_where<ContactPoint>(session, field_of<&ContactPoint::customer>(), Value::of(customer.id.uuid)))
      remove_record(session, kind_of<ContactPoint>(), &point, {}, Origin::library);
}

// ---- Connections and agents: no circles

// What each side of a connection must be: a person works and has a superior, an organisation has a parent. Absent
// where either will do.
struct SideTypes {
  std::optional<CustomerType> customer;
  std::optional<CustomerType> other;
};
SideTypes types_of(Role role) {
  using enum CustomerType;
  switch (role) {
    case Role::subsidiary_of: return {organisation, organisation};
    case Role::reports_to: return {person, person};
    case Role::works_for: return {person, {}};
    default: return {};
  }
}

void need_types(Session& session, const Connection& connection) {
  const auto need = [&]<auto member>(std::optional<CustomerType> type) {
    Customer customer;
    const Uuid& id = (connection.*member).uuid;
    if (!type || session.is_of_row(id) || !detail::get(session, kind_of<Customer>(), id, &customer)) return;
    if (customer.type != *type)
      refuse<member>(Code::not_allowed, connection,
                     fmt::format("is no {}, as {} needs it", to_text(*type), to_text(connection.role)));
  };
  const SideTypes types = types_of(connection.role);
  need.operator()<&Connection::other>(types.other);
  need.operator()<&Connection::customer>(types.customer);
}

// Who becomes something else still fits their connections.
void check_customer(const Writing& writing) {
  const auto& customer = *static_cast<const Customer*>(writing.record);
  const auto* before = static_cast<const Customer*>(writing.before);
  if (!before || before->type == customer.type || writing.origin == Origin::restored) return;
  const auto need = [&](const Field& side, std::optional<CustomerType> SideTypes::*type) {
    for (const Connection& each : live_where<Connection>(writing.session, side, Value::of(customer.id.uuid)))
      if (const auto needed = types_of(each.role).*type; needed && *needed != customer.type)
        refuse<&Customer::type>(Code::not_allowed, customer,
                                fmt::format("must stay {}, as {} {} needs it; remove that first",
                                            to_text(*needed), to_text(each.role), to_text(each.id)));
  };
  need(field_of<&Connection::customer>(), &SideTypes::customer);
  need(field_of<&Connection::other>(), &SideTypes::other);
}

void need_no_repetition(Session& session, const Connection& connection) {
  if (session.is_of_row(connection.customer.uuid) || session.is_of_row(connection.other.uuid)) return;
  for (const Connection& other : live_where<Connection>(session, field_of<&Connection::customer>(),
                                                        Value::of(connection.customer.uuid))) {
    if (other.id == connection.id || other.role != connection.role || other.other != connection.other)
      continue;
    const bool apart =
        (other.valid_until && connection.valid_from && *other.valid_until < *connection.valid_from) ||
        (connection.valid_until && other.valid_from && *connection.valid_until < *other.valid_from);
    if (!apart)
      refuse<&Connection::other>(
          Code::duplicate, connection,
          fmt::format("is connected so already (connection {}); end that one first", to_text(other.id)));
  }
}

void check_connection(const Writing& writing) {
  auto& connection = *static_cast<Connection*>(writing.record);
  if (connection.customer == connection.other)
    refuse<&Connection::other>(Code::invalid, connection, "is the customer itself");
  need_period<&Connection::valid_until>(connection, connection.valid_from, connection.valid_until);
  need_live_customer<&Connection::customer>(writing);
  need_live_customer<&Connection::other>(writing);
  const auto* before = static_cast<const Connection*>(writing.before);
  if (writing.origin != Origin::restored) {
    if (!before) need_types(writing.session, connection);
    if (!before || before->valid_from != connection.valid_from ||
        before->valid_until != connection.valid_until)
      need_no_repetition(writing.session, connection);
  }
  // Only connections that last can form a circle, so one that has ended is looked at when it is opened again.
  if (connection.role != Role::subsidiary_of && connection.role != Role::reports_to) return;
  if (connection.valid_until || (before && !before->valid_until)) return;
  // Everybody above the other, level by level; the customer must not be among them.
  std::vector<Uuid> above{connection.other.uuid};
  for (std::size_t i = 0; i < above.size(); ++i)
    for (const Connection& up :
         live_where<Connection>(writing.session, field_of<&Connection::customer>(), Value::of(above[i]))) {
      if (up.role != connection.role || up.valid_until) continue;
      if (up.other == connection.customer)
        refuse<&Connection::other>(Code::not_allowed, connection,
                                   fmt::format("already stands below the customer: {} would go in a circle",
                                               to_text(connection.role)));
      if (std::find(above.begin(), above.end(), up.other.uuid) == above.end()) above.push_back(up.other.uuid);
    }
}

void prepare_agent(const Writing& writing) {
  if (writing.operation == Operation::remove)
    need_nothing_in_hand(writing.session, *static_cast<const Agent*>(writing.record));
}

void check_agent(const Writing& writing) {
  const auto& agent = *static_cast<const Agent*>(writing.record);
  if (agent.lowest_technical_level && agent.highest_technical_level &&
      *agent.highest_technical_level < *agent.lowest_technical_level)
    refuse<&Agent::highest_technical_level>(
        Code::invalid, agent, fmt::format("is below the lowest, {}", to_text(*agent.lowest_technical_level)));
  std::optional<Id<Agent>> above = agent.supervisor;
  for (int level = 0; above; ++level) {
    if (*above == agent.id || level > 1000)
      refuse<&Agent::supervisor>(Code::not_allowed, agent, "is the agent, or somebody the agent supervises");
    Agent next;
    if (!detail::get(writing.session, kind_of<Agent>(), above->uuid, &next))
      break;  // reported as a missing reference
    above = next.supervisor;
  }
}

// ---- Ownership

std::vector<Ownership> ownerships_of(Session& session, Id<Customer> customer) {
  return live_where<Ownership>(session, field_of<&Ownership::customer>(), Value::of(customer.uuid));
}

void check_ownership(const Writing& writing) {
  auto& ownership = *static_cast<Ownership*>(writing.record);
  need_period<&Ownership::valid_until>(ownership, std::optional(ownership.valid_from), ownership.valid_until);
  need_live_customer<&Ownership::customer>(writing);
  // Customer::owner is the owner now; nobody would come by on the day to change it.
  const Instant now = writing.session.commit().at;
  if (writing.origin != Origin::restored &&
      (ownership.valid_from > now || ownership.valid_until.value_or(now) > now))
    refuse<&Ownership::valid_from>(Code::not_allowed, ownership,
                                   "and the end may not lie in the future; hand over on the day");
  for (const Ownership& other : ownerships_of(writing.session, ownership.customer)) {
    if (other.id == ownership.id) continue;
    const bool apart = (other.valid_until && *other.valid_until <= ownership.valid_from) ||
                       (ownership.valid_until && *ownership.valid_until <= other.valid_from);
    if (!apart)
      refuse<&Ownership::valid_from>(
          Code::not_allowed, ownership,
          fmt::format("overlaps the ownership of agent {}; end that first, or call People::hand_over",
                      to_text(other.agent)));
  }
}

// The customer's owner is whoever's ownership covers now.
void ownership_written(const Writing& writing) {
  if (writing.origin == Origin::restored) return;
  Session& session = writing.session;
  const auto& ownership = *static_cast<const Ownership*>(writing.record);
  auto customer = record_of<Customer>(session, ownership.customer.uuid);
  if (customer.deleted_at) return;
  std::optional<Id<Agent>> owner;
  const Instant now = session.commit().at;
  for (const Ownership& each : ownerships_of(session, customer.id))
    if (each.valid_from <= now && (!each.valid_until || now < *each.valid_until)) owner = each.agent;
  if (customer.owner == owner) return;
  customer.owner = owner;
  update(session, customer, {}, Origin::library);
}

// ---- Needs and consents

void check_need(const Writing& writing) {
  const auto& need = *static_cast<const Need*>(writing.record);
  need_live_customer<&Need::customer>(writing);
  switch (need.aspect) {
    case NeedAspect::goal:
    case NeedAspect::direction:
      if (!need.statement) refuse<&Need::statement>(Code::invalid, need, "is required: say it in words");
      break;
    case NeedAspect::capability:
      if (!need.product) refuse<&Need::product>(Code::invalid, need, "is required for a capability");
      break;
    case NeedAspect::budget:
      if (!need.budget) refuse<&Need::budget>(Code::invalid, need, "is required for a budget");
      break;
    case NeedAspect::technical_level:
      if (!need.technical_level)
        refuse<&Need::technical_level>(Code::invalid, need, "is required for a technical level");
      break;
  }
}

void prepare_consent(const Writing& writing) {
  auto& consent = *static_cast<Consent*>(writing.record);
  if (writing.operation == Operation::remove) return;
  need_live_customer<&Consent::customer>(writing);
  const auto* before = static_cast<const Consent*>(writing.before);
  if (!consent.given_at) consent.given_at = before ? before->given_at : writing.session.commit().at;
  need_period<&Consent::withdrawn_at>(consent, consent.given_at, consent.withdrawn_at);
}

}  // namespace

std::optional<std::string> contact_key(ContactKind kind, std::string_view value,
                                       std::string_view calling_code) {
  if (kind == ContactKind::email) return email_key(value);
  if (is_telephone(kind)) return telephone_key(value, calling_code);
  return {};
}

void need_live(const Writing& writing, const Kind& kind, const Field& field, Id<Customer> customer) {
  if (writing.session.is_of_row(customer.uuid)) return;
  static const Sql deleted(fmt::format("SELECT {} FROM {} WHERE {} = ?", column_of<&Customer::deleted_at>(),
                                       identifier(kind_of<Customer>().name), column_of<&Customer::id>()));
  Statement row = writing.session.database().prepare(deleted);
  row.bind(0, Value::of(customer.uuid));
  if (row.step() && !row.column(0).is_nothing())
    throw Error(Code::not_allowed, fmt::format("customer {} was deleted", to_text(customer)),
                place_of(kind, writing.record, field));
}

void need_live_record(const Writing& writing, const Kind& kind, const Field& field) {
  if (writing.origin == Origin::restored || writing.operation == Operation::remove) return;
  if (writing.before && field.same(writing.before, writing.record)) return;
  need_live_record(writing.session, kind, writing.record, field);
}

void need_live_record(Session& session, const Kind& kind, const void* record, const Field& field) {
  const Value id = field.columns[0].get(record);
  if (id.is_nothing()) return;
  const Kind& target = field.refers_to();
  AnyRecord referred(target);
  if (detail::get(session, target, uuid_of(id.text), referred.get()) && is_deleted(target, referred.get()))
    throw Error(Code::not_allowed, fmt::format("{} {} was deleted", target.name, to_text(uuid_of(id.text))),
                place_of(kind, record, field));
}

const Hooks customer_hooks{.prepare = prepare_customer,
                           .check = check_customer,
                           .wrote = customer_written,
                           .follows = something_follows_customer};
// What follows a contact point is a lost mark, which nothing refuses: that is worth no savepoint.
const Hooks contact_point_hooks{.prepare = prepare_contact_point,
                                .wrote = contact_point_written,
                                .follows = [](Operation, const void*) { return false; }};
const Hooks connection_hooks{.check = check_connection};
const Hooks agent_hooks{.prepare = prepare_agent, .check = check_agent};
const Hooks ownership_hooks{.check = check_ownership, .wrote = ownership_written};
const Hooks need_hooks{.check = check_need};
const Hooks consent_hooks{.prepare = prepare_consent};

// ---- Verbs and questions

Customer People::hand_over(Id<Customer> customer, std::optional<Id<Agent>> to, std::optional<Instant> at,
                           const Because& because) {
  Work work(*session_, "people.hand_over", because, Work::Size::several_writes);
  const Instant now = session_->commit().at;
  const Instant when = at.value_or(now);
  const Customer before = record_of<Customer>(*session_, customer.uuid);
  if (before.deleted_at) refuse<&Customer::deleted_at>(Code::not_allowed, before, "was deleted");
  if (when > now)
    refuse<&Customer::owner>(Code::not_allowed, before,
                             fmt::format("{} lies in the future; hand over on the day", to_text(when)));
  bool already = false;
  for (Ownership& present : ownerships_of(*session_, customer)) {
    if (present.valid_until) continue;
    already = to && present.agent == *to;
    if (already) break;
    if (when < present.valid_from)
      refuse<&Customer::owner>(
          Code::not_allowed, before,
          fmt::format("the present ownership began {}; hand over after that", to_text(present.valid_from)));
    present.valid_until = when;
    update(*session_, present, {}, Origin::library);
  }
  if (to && !already)
    add(*session_, Ownership{.customer = customer, .agent = *to, .valid_from = when}, {}, Origin::library);
  Customer after = record_of<Customer>(*session_, customer.uuid);
  work.finish();
  return after;
}

std::optional<Id<Agent>> People::owner_at(Id<Customer> customer, Instant at) const {
  for (const Ownership& each : ownerships_of(*session_, customer))
    if (each.valid_from <= at && (!each.valid_until || at < *each.valid_until)) return each.agent;
  return {};
}

std::optional<Collision> People::find_collision(ContactKind kind, std::string_view value) const {
  const auto key = contact_key(kind, value, session_->options().calling_code);
  if (!key) return {};
  const Reading reading(*session_);
  auto holder = holder_of(*session_, *key, {});
  if (!holder) return {};
  Customer customer = record_of<Customer>(*session_, holder->customer.uuid);
  return Collision{std::move(*holder), std::move(customer)};
}

bool People::has_consented(Id<Customer> customer, Purpose purpose, std::optional<ContactKind> channel,
                           Instant at) const {
  for (const Consent& each :
       live_where<Consent>(*session_, field_of<&Consent::customer>(), Value::of(customer.uuid))) {
    const bool fits = each.purpose == purpose && (!each.channel || each.channel == channel);
    if (fits && each.given_at <= at && (!each.withdrawn_at || at < *each.withdrawn_at)) return true;
  }
  return false;
}

}  // namespace rapport
