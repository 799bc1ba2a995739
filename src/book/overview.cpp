#include "rapport/overview.hpp"

#include <algorithm>

#include "engines/records.hpp"
#include "rapport/book.hpp"
#include "rooms/lifecycle.hpp"

namespace rapport {

Overview Book::overview(Id<Customer> id, std::size_t interactions) {
  Session& session = this->session();
  const Reading reading(session);
  const Value key = Value::of(id.uuid);
  Overview all;
  all.customer = customers().get(id);
  if (all.customer.owner) all.owner = agents().get(*all.customer.owner);
  all.contact_points = live_where<ContactPoint>(session, field_of<&ContactPoint::customer>(), key);
  all.connections = live_where<Connection>(session, field_of<&Connection::customer>(), key);
  for (Connection& to : live_where<Connection>(session, field_of<&Connection::other>(), key))
    all.connections.push_back(std::move(to));
  all.needs = live_where<Need>(session, field_of<&Need::customer>(), key);
  all.consents = live_where<Consent>(session, field_of<&Consent::customer>(), key);
  all.stage_moves = moves_of(session, id);
  if (interactions > 0) {
    const Kind& kind = kind_of<Interaction>();
    Statement rows = session.database().prepare(
        R"(SELECT "record" FROM "timeline_entry" WHERE "customer" = ? AND "kind" = ? ORDER BY "at" DESC, "record" DESC)");
    rows.bind_all(key, Value::of(std::int64_t{kind.number}));
    while (all.interactions.size() < interactions && rows.step()) {
      const Uuid record = uuid_of(rows.column(0).text);
      Interaction interaction;
      if (detail::get(session, kind, record, &interaction))
        all.interactions.push_back(std::move(interaction));
    }
  }
  return all;
}

}  // namespace rapport
