#include "rapport/overview.hpp"

#include <fmt/format.h>

#include "engines/records.hpp"
#include "rapport/book.hpp"

namespace rapport {

Overview Book::overview(Id<Customer> id, std::size_t interactions) {
  Session& session = this->session();
  const Value key = Value::of(id.uuid);
  Overview all;
  all.customer = customers().get(id);
  if (all.customer.owner) all.owner = agents().get(*all.customer.owner);
  all.contact_points = live_where<ContactPoint>(session, kind_of<ContactPoint>().field("customer"), key);
  all.connections = live_where<Connection>(session, kind_of<Connection>().field("customer"), key);
  for (Connection& to : live_where<Connection>(session, kind_of<Connection>().field("other"), key))
    all.connections.push_back(std::move(to));
  all.needs = live_where<Need>(session, kind_of<Need>().field("customer"), key);
  all.consents = live_where<Consent>(session, kind_of<Consent>().field("customer"), key);
  all.stage_moves = live_where<StageMove>(session, kind_of<StageMove>().field("customer"), key);
  if (interactions > 0) {
    static const std::string sql = fmt::format(
        R"(SELECT {} FROM "interaction" WHERE "id" IN (SELECT "record" FROM "timeline_entry" WHERE "customer" = ? AND "kind" = ?
           ORDER BY "at" DESC, "record" DESC LIMIT ?) ORDER BY "at" DESC, "id" DESC)",
        sql_of(kind_of<Interaction>()).columns);
    Statement rows = session.database().prepare(sql);
    rows.bind_all(key, Value::of(std::int64_t{kind_of<Interaction>().number}),
                  Value::of(static_cast<std::int64_t>(interactions)));
    all.interactions = load_all<Interaction>(rows);
    std::erase_if(all.interactions, [&](const Interaction& each) {
      return !is_readable(session, kind_of<Interaction>(), &each);
    });
  }
  return all;
}

}  // namespace rapport
