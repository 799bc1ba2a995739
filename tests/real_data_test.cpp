// Files that people really exported, and the sample data of the project, taken in and given back.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

#include "rapport/rapport.hpp"
#include "support/book.hpp"
#include "support/round_trip.hpp"
#include "support/shared_data.hpp"

using namespace rapport;
using namespace rapport::test;
namespace fs = std::filesystem;

namespace {

const fs::path samples = fs::path(RAPPORT_SOURCE_DIR) / "examples/data";

// A book that takes files in and keeps their rejects in a folder of its own.
struct Desk {
  TemporaryFolder folder;
  FakeClock clock;
  Book book = Book::in_memory(fixed_options(clock));
  ImportOptions options;

  Desk() { clock.set(from_text<Instant>("2026-11-22T00:00:00Z")); }

  ImportReport take(const fs::path& file) {
    options.rejects = folder / (file.stem().string() + ".rejects.csv");
    const ImportReport report = book.exchange().import_file(file, options);
    CHECK(report.added + report.rejected == report.rows);
    return report;
  }
  void check() {
    CHECK(book.journal().verify().intact());
    check_round_trip(book, Exchange::Form::csv);
    check_round_trip(book, Exchange::Form::json_lines);
  }
  std::int64_t count(const Condition& condition = {}) { return book.customers().count(condition); }
};

}  // namespace

TEST_CASE("Maven: agents, accounts and every deal") {
  const fs::path folder = shared_data / "maven_crm";
  if (is_missing(folder)) return;
  Desk desk;
  desk.options.currency = "USD";
  desk.options.add_missing = true;
  const ImportReport agents = desk.take(folder / "sales_teams.csv");
  CHECK(agents.kind == "agent");
  CHECK(agents.added == 35);
  CHECK(desk.book.teams().count() == 3);
  CHECK(desk.book.agents().count(where<&Agent::supervisor>.absent()) == 6);
  CHECK(desk.book.agents().count(where<&Agent::supervisor>.present()) == 35);

  desk.options.add_missing = false;
  const ImportReport accounts = desk.take(folder / "accounts.csv");
  CHECK(accounts.kind == "customer");
  CHECK(accounts.added == 85);
  CHECK(desk.count(where<&Customer::annual_revenue>.present()) == 85);
  CHECK(desk.book.connections().count(where<&Connection::role> == Role::subsidiary_of) == 15);

  const ImportReport deals = desk.take(folder / "sales_pipeline.csv");
  CHECK(deals.kind == "opportunity");
  CHECK(deals.rows == 8800);
  CHECK(deals.rejected == 1425);
  CHECK(deals.added == 7375);
  CHECK(std::all_of(deals.reasons.begin(), deals.reasons.end(),
                    [](const std::string& reason) { return reason.ends_with(": no account"); }));
  Interaction sample =
      desk.book.interactions().find(where<&Interaction::external_id> == "1C1I7A6R/closed").records.at(0);
  CHECK(sample.subject == "Won: GTX Plus Basic, 1054.00 USD");
  CHECK(to_text(*sample.at) == "2017-03-01T00:00:00Z");
  CHECK(desk.book.interactions().count(where<&Interaction::outcome> == "won") == 4238);
  CHECK(desk.book.interactions().count(where<&Interaction::outcome> == "lost") == 2473);
  CHECK(desk.book.interactions().count(where<&Interaction::body>.present()) == 163);
  CHECK(desk.count(where<&Customer::stage> == Stage::commitment) == 85);
  desk.check();
}

TEST_CASE("Northwind: employees as agents, customers with their contacts") {
  const fs::path folder = shared_data / "northwind";
  if (is_missing(folder)) return;
  Desk desk;
  const ImportReport agents = desk.take(folder / "employees.csv");
  CHECK(agents.kind == "agent");
  CHECK(agents.added == 9);
  const auto found = [&](const char* name) {
    return desk.book.agents().find(where<&Agent::name> == name).records.at(0);
  };
  CHECK(found("Nancy Davolio").supervisor == found("Andrew Fuller").id);
  CHECK(found("Anne Dodsworth").supervisor == found("Steven Buchanan").id);
  CHECK_FALSE(found("Andrew Fuller").supervisor);

  const ImportReport customers = desk.take(folder / "customers.csv");
  CHECK(customers.added == 91);
  CHECK(desk.count(where<&Customer::type> == CustomerType::organisation) == 91);
  CHECK(desk.count(where<&Customer::type> == CustomerType::person) == 91);
  CHECK(desk.book.connections().count(where<&Connection::role> == Role::key_contact_of) == 91);
  CHECK(desk.book.contact_points().count(where<&ContactPoint::kind> == ContactKind::address) == 91);
  desk.check();
}

TEST_CASE("Olist: persons of whom only an id is known") {
  const fs::path folder = shared_data / "olist_sample_4k";
  if (is_missing(folder)) return;
  Desk desk;
  const ImportReport report = desk.take(folder / "olist_customers_dataset.csv");
  CHECK(report.rows == 4000);
  CHECK(report.added == 3998);
  CHECK(report.rejected == 2);
  CHECK(report.reasons[0].find("external_id: customer") != std::string::npos);
  CHECK(desk.count(where<&Customer::type> == CustomerType::person) == 3998);
  desk.check();
}

TEST_CASE("Febrl: misspelt persons and impossible birthdays") {
  const fs::path folder = shared_data / "linkage/febrl";
  if (is_missing(folder)) return;
  Desk desk;
  const ImportReport report = desk.take(folder / "dataset3.csv");
  CHECK(report.rows == 5000);
  CHECK(report.added == 4965);
  CHECK(report.rejected == 35);
  CHECK(std::all_of(report.reasons.begin(), report.reasons.end(), [](const std::string& reason) {
    return reason.find("date_of_birth: is not a date that exists") != std::string::npos;
  }));
  // Without their birthdays the others are taken too; nobody comes twice.
  ImportPlan plan = desk.book.exchange().plan(report.rejects);
  plan.set("date_of_birth", "");
  desk.options.rejects = desk.folder / "again.csv";
  CHECK(desk.book.exchange().import_file(report.rejects, plan, desk.options).added == 35);
  desk.check();
}

TEST_CASE("the sample data of the project") {
  Desk desk;
  desk.options.add_missing = true;
  const ImportReport agents = desk.take(samples / "agents.csv");
  CHECK(agents.added == 8);
  CHECK(desk.book.agents().count() == 8);
  CHECK(desk.book.teams().count() == 3);
  desk.options.add_missing = false;
  CHECK(desk.take(samples / "customers.csv").added == 200);
  CHECK(desk.count() == 200);
  CHECK(desk.take(samples / "stage_moves.csv").added == 417);
  CHECK(desk.take(samples / "interactions.csv").added == 2400);
  const ImportReport dirty = desk.take(samples / "dirty.csv");
  CHECK(dirty.added == 9);
  CHECK(dirty.rejected == 5);
  const char* reasons[] = {"line 5: Courriel: customer ", "line 7: Courriel: is not an e-mail address",
                           "line 9: has 2 columns, the header has 7",
                           "line 11: names neither a person nor an organisation",
                           "line 12: Société: holds a line break"};
  REQUIRE(dirty.reasons.size() == std::size(reasons));
  for (std::size_t i = 0; i < std::size(reasons); ++i) CHECK(dirty.reasons[i].starts_with(reasons[i]));
  desk.check();
}
