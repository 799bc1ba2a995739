#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <map>
#include <set>
#include <sstream>
#include <utility>

#include "exchange/csv.hpp"
#include "exchange/plan.hpp"
#include "exchange/targets.hpp"
#include "rapport/rapport.hpp"
#include "support/book.hpp"
#include "support/files.hpp"
#include "support/kinds.hpp"
#include "support/random.hpp"
#include "support/random_verbs.hpp"
#include "support/round_trip.hpp"

using namespace rapport;
using namespace rapport::test;
using namespace std::string_literals;
namespace fs = std::filesystem;

namespace {

// A book beside a folder with files to take in.
struct Desk {
  TemporaryFolder folder;
  FakeClock clock;
  Book book = Book::in_memory(fixed_options(clock));

  fs::path file(const std::string& name, const std::string& text) {
    write_file(folder / name, text);
    return folder / name;
  }
  ImportReport take(const std::string& text, const ImportOptions& options = {},
                    const std::string& name = "clients.csv") {
    return book.exchange().import_file(file(name, text), options);
  }
  ImportPlan plan(const std::string& text, std::string_view kind = {}) {
    return book.exchange().plan(file("clients.csv", text), kind);
  }
  std::string rejects(const std::string& name = "clients.rejects.csv") {
    return bytes_of_file(folder / name);
  }
  std::vector<std::string> files() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder.path()))
      names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
  }
  template <class R>
  std::vector<R> all() {
    return book.records<R>().find({}, {.limit = 10000}).records;
  }
  Customer customer(std::string_view name) {
    const auto found = book.customers().find(where<&Customer::name> == name).records;
    REQUIRE_MESSAGE(found.size() == 1, name);
    return found.front();
  }
  std::vector<ContactPoint> points(Id<Customer> customer) {
    return book.contact_points().find(where<&ContactPoint::customer> == customer).records;
  }
  std::vector<Connection> connections(Id<Customer> customer) {
    return book.connections().find(where<&Connection::customer> == customer).records;
  }
};

std::string target_of(const ImportPlan& plan, std::string_view column) {
  for (const ColumnPlan& each : plan.columns)
    if (each.column == column) return each.target;
  return "(no such column)";
}

}  // namespace

// ---- Plans

TEST_CASE("columns are recognised by what people call them") {
  struct Row {
    const char* header;
    const char* target;
  };
  // Each stands beside a column "company", so that the file is about customers.
  constexpr Row rows[] = {
      {"first_name", "given_name"},
      {"Given Name", "given_name"},
      {"Prénom", "given_name"},
      {"Vorname", "given_name"},
      {"surname", "family_name"},
      {"last-name", "family_name"},
      {"Nachname", "family_name"},
      {"Mail", "email"},
      {"E-mail", "email"},
      {"Courriel", "email"},
      {"Email address", "email"},
      {"tel", "phone"},
      {"Téléphone", "phone"},
      {"home_phone", "phone"},
      {"Cell", "mobile"},
      {"Portable", "mobile"},
      {"FAX", "fax"},
      {"web", "website"},
      {"URL", "website"},
      {"Site", "website"},
      {"address", "street"},
      {"Adresse", "street"},
      {"rue", "street"},
      {"address_1", "street"},
      {"suburb", "city"},
      {"town", "city"},
      {"Ville", "city"},
      {"Ort", "city"},
      {"zip", "postal_code"},
      {"postcode", "postal_code"},
      {"Code postal", "postal_code"},
      {"PLZ", "postal_code"},
      {"zip_code_prefix", "postal_code"},
      {"customer_zip_code_prefix", "postal_code"},
      {"state", "region"},
      {"customer_state", "region"},
      {"Pays", "country"},
      {"Land", "country"},
      {"office_location", "country"},
      {"sector", "industry"},
      {"Branche", "industry"},
      {"year_established", "founded"},
      {"founded", "founded"},
      {"revenue", "annual_revenue"},
      {"Effectif", "employees"},
      {"DOB", "birthday"},
      {"date_of_birth", "birthday"},
      {"Date de naissance", "birthday"},
      {"employer", "employer"},
      {"Job title", "job_title"},
      {"title", "job_title"},
      {"subsidiary_of", "parent"},
      {"parent", "parent"},
      {"sales_agent", "owner"},
      {"Account manager", "owner"},
      {"contact_name", "contact"},
      {"contact_title", "contact_title"},
      {"notes", "description"},
      {"customer_id", "external_id"},
      {"rec_id", "external_id"},
      {"account_id", "external_id"},
      {"unique_id", "external_id"},
      {"CA annuel", "annual_revenue"},
      {"Date de création", "founded"},
      {"Business Street", "street"},
      {"Business Street 2", "street"},
      {"Business City", "city"},
      {"Business Postal Code", "postal_code"},
      {"Business State", "region"},
      {"Business Country/Region", "country"},
      {"Business Fax", "fax"},
      {"E-mail 2 Address", "email_2"},
      {"version", ""},
      {"deleted_at", ""},
      {"shoe size", ""},
  };
  Desk desk;
  for (const Row& row : rows) {
    CAPTURE(row.header);
    const ImportPlan plan = desk.plan("company,"s + row.header + "\nAcme,x\n");
    CHECK(plan.kind == "customer");
    CHECK(target_of(plan, row.header) == row.target);
    CHECK(target_of(plan, "company") == "name");
  }
  for (const char* name : {"company", "Company Name", "account", "organisation", "Société", "Raison sociale",
                           "Nom de la société"})
    CHECK(target_of(desk.plan(name + "\nAcme\n"s), name) == "name");
}

TEST_CASE("a target is used once, by the best column") {
  Desk desk;
  const ImportPlan ids = desk.plan("customer_id,customer_unique_id,customer_city\n1,2,Lyon\n");
  CHECK(target_of(ids, "customer_unique_id") == "external_id");
  CHECK(target_of(ids, "customer_id").empty());
  const ImportPlan french = desk.plan("Société;Prénom;Nom\nAcme;Ana;Prévost\n");
  CHECK(target_of(french, "Société") == "name");
  CHECK(target_of(french, "Nom") == "family_name");
  CHECK(target_of(desk.plan("Nom,Ville\nAcme,Lyon\n"), "Nom") == "name");
  CHECK(target_of(desk.plan("Name,Vorname\nMeier,Eva\n"), "Name") == "family_name");
  // An id that is no UUID is another system's; a type that is no type of customer is something else.
  const ImportPlan plain = desk.plan("id,name,type\n534,Arnie's,american\n");
  CHECK(target_of(plain, "id") == "external_id");
  CHECK(target_of(plain, "type").empty());
  const ImportPlan streets = desk.plan("name,street_number,address_1,address_2\nAcme,7,High St,Flat 2\n");
  for (const char* column : {"street_number", "address_1", "address_2"})
    CHECK(target_of(streets, column) == "street");
}

TEST_CASE("the kind of a file is guessed from its columns") {
  struct Row {
    const char* header;
    const char* kind;
  };
  constexpr Row rows[] = {
      {"account,sector,revenue", "customer"},
      {"opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value",
       "opportunity"},
      {"account,stage,amount", "opportunity"},
      {"sales_agent,manager,regional_office", "agent"},
      {"employee_id,last_name,first_name,title,hire_date,reports_to", "agent"},
      {"name,email,team,supervisor", "agent"},
      {"customer,channel,direction,subject,body", "interaction"},
      {"customer,to_stage,effective_at", "stage_move"},
      {"id,deleted_at,name,description", "team"},
      {"id,deleted_at,from_stage,to_stage,needs_reason,needs_evidence", "allowed_move"},
      {"first_name,surname,dob", "customer"},
      {"order_id,customer_id,employee_id,order_date", ""},
      {"product,series,sales_price", ""},
      {"a,b,c", ""},
  };
  Desk desk;
  for (const Row& row : rows) {
    CAPTURE(row.header);
    CHECK(desk.plan(row.header + "\n"s).kind == row.kind);
  }
  CHECK(desk.plan("a,b,c\n", "customers").kind == "customer");
  CHECK(error_of([&] { desk.plan("a\n", "custumer"); }).code() == Code::unknown_name);
  CHECK(error_of([&] { desk.plan(""); }).code() == Code::invalid);
  CHECK(error_of([&] { desk.take("a,b\n1,2\n"); }).code() == Code::unknown_name);
  CHECK(error_of([&] { desk.book.exchange().plan(desk.folder / "none.csv"); }).code() == Code::io);
}

TEST_CASE("a plan shows examples and can be changed") {
  Desk desk;
  ImportPlan plan = desk.plan("name;colour\n;\nAcme;red\n");
  CHECK(plan.format == "CSV, ';', UTF-8");
  CHECK(plan.columns[0].example == "Acme");
  plan.set("colour", "industry");
  CHECK(target_of(plan, "colour") == "industry");
  const Error unknown = error_of([&] { plan.set("color", "industry"); });
  CHECK(unknown.code() == Code::unknown_name);
  CHECK(unknown.message() == "the file has no column \"color\", did you mean \"colour\"?");

  const auto import_with = [&](const ImportPlan& with) {
    return error_of([&] { desk.book.exchange().import_file(desk.folder / "clients.csv", with); });
  };
  ImportPlan wrong = plan;
  wrong.set("colour", "industri");
  CHECK(import_with(wrong).message() ==
        "a column of customer cannot go to \"industri\", did you mean \"industry\"?");
  wrong.set("colour", "name");
  CHECK(import_with(wrong).code() == Code::invalid);
  wrong.set("colour", "version");
  CHECK(import_with(wrong).code() == Code::unknown_name);
  wrong.set("colour", "deleted_at");
  CHECK(import_with(wrong).code() == Code::invalid);
  wrong = plan;
  wrong.set("colour", "email").set("name", "id");
  CHECK(import_with(wrong).message() == "email cannot be given together with id; leave one out");
  wrong = plan;
  wrong.columns.push_back({.column = "size", .target = "employees"});
  CHECK(import_with(wrong).code() == Code::unknown_name);
  CHECK(desk.all<ImportBatch>().empty());
}

TEST_CASE("every name a column may have leads to one place, and the place is there") {
  std::set<std::pair<std::string_view, std::string_view>> places;
  std::set<std::pair<std::string_view, std::string>> names;
  for (const Synonyms& each : synonyms()) {
    CAPTURE(each.kind);
    CAPTURE(each.target);
    const auto targets = targets_of(each.kind);
    const Kind* kind = find_kind(each.kind);
    CHECK(((kind && kind->find(each.target)) || target_position(targets, each.target) < targets.size()));
    CHECK(places.emplace(each.kind, each.target).second);
    std::istringstream words{std::string(each.names)};
    for (std::string word; words >> word;) {
      CAPTURE(word);
      CHECK(names.emplace(each.kind, word).second);
    }
  }
}

TEST_CASE("a file is what its ending says, or else how it begins") {
  Desk desk;
  const auto format = [&](const std::string& name, const std::string& text) {
    return desk.book.exchange().plan(desk.file(name, text)).format;
  };
  const std::string json = "{\"name\":\"Acme\"}\n";
  for (const char* name : {"customers.jsonl", "customers.ndjson", "customers.JSONL", "customers.txt", "dump"})
    CHECK(format(name, json) == "JSON Lines");
  for (const char* name : {"customers.csv", "customers.TSV", "customers.txt", "dump"})
    CHECK(format(name, "name\tcity\nAcme\tLyon\n") == "CSV, tab, UTF-8");
  CHECK(format("braces.csv", "{name}\nAcme\n") == "CSV, ',', UTF-8");

  // The name of a JSON Lines file says its kind, unless the plan does.
  const fs::path dump = desk.file("dump", json);
  CHECK(desk.book.exchange().plan(dump).kind.empty());
  CHECK(error_of([&] { desk.book.exchange().import_file(dump); }).code() == Code::unknown_name);
  ImportPlan plan = desk.book.exchange().plan(dump, "customers");
  CHECK(desk.book.exchange().import_file(dump, plan).added == 1);
  CHECK(error_of([&] { plan.set("name", ""); }).code() == Code::unknown_name);
  plan.columns.push_back({.column = "name", .target = "name"});
  CHECK(error_of([&] { desk.book.exchange().import_file(dump, plan); }).code() == Code::unknown_name);
  CHECK(error_of([&] { desk.book.exchange().plan(desk.folder / "none.jsonl"); }).code() == Code::io);
}

TEST_CASE("targets are listed with their sentences") {
  Desk desk;
  std::set<std::string_view> names;
  for (const char* kind : {"customer", "agent", "opportunity"})
    for (const ImportTarget& each : desk.book.exchange().targets(kind)) {
      CAPTURE(each.name);
      CHECK(each.sentence.ends_with('.'));
      names.insert(each.name);
    }
  for (const char* name : {"email", "street", "employer", "parent", "contact", "deal_stage", "given_name"})
    CHECK(names.contains(name));
  CHECK(desk.book.exchange().targets("team").empty());
  CHECK(error_of([&] { desk.book.exchange().targets("person"); }).code() == Code::unknown_name);
}

// ---- Customers

TEST_CASE("a customer comes with what leads to it") {
  Desk desk;
  const ImportReport report = desk.take(
      "company,email,email_2,phone,phone_2,mobile,fax,website,street_number,address,city,region,zip,country,"
      "industry,employees\n"
      "Acme,a@acme.example,b@acme.example,+33 1 11 11 11 11,+33 1 22 22 22 22,+33 6 33 33 33 33,0144,"
      "acme.example,7,High Street,Lyon,ARA,69001,FR,hardware,\"2,822\"\n");
  CHECK(report.file == "clients.csv");
  CHECK(report.kind == "customer");
  CHECK(report.rows == 1);
  CHECK(report.added == 1);
  CHECK(report.rejected == 0);
  CHECK(report.records == 9);
  CHECK(report.rejects.empty());
  const Customer acme = desk.customer("Acme");
  CHECK(acme.type == CustomerType::organisation);
  CHECK(acme.country == "FR");
  CHECK(acme.employees == 2822);
  std::vector<std::string> seen;
  for (const ContactPoint& point : desk.points(acme.id))
    seen.push_back(std::string(to_text(point.kind)) + (point.is_primary ? "! " : " ") + point.value);
  CHECK(seen == std::vector<std::string>{"email! a@acme.example", "email b@acme.example",
                                         "phone! +33 1 11 11 11 11", "phone +33 1 22 22 22 22",
                                         "mobile! +33 6 33 33 33 33", "fax! 0144", "website! acme.example",
                                         "address! 7, High Street, 69001 Lyon, ARA, FR"});
}

TEST_CASE("a country alone is no address, and one number in two columns is one contact point") {
  Desk desk;
  desk.take("name,country,phone,mobile\nAcme,FR,+33 6 33,+33633\n");
  const auto points = desk.points(desk.customer("Acme").id);
  REQUIRE(points.size() == 1);
  CHECK(points[0].kind == ContactKind::phone);
}

TEST_CASE("who has an employer is a person, what has a parent is an organisation") {
  Desk desk;
  desk.book.customers().add({.name = "Large"});
  const ImportReport report = desk.take(
      "type,name,employer,parent\n"
      ",Ana,Large,\n"
      "organisation,Blue,Large,\n"
      ",Small,,Large\n"
      "person,Bob,,Large\n");
  CHECK(report.added == 2);
  CHECK(desk.customer("Ana").type == CustomerType::person);
  CHECK(desk.customer("Small").type == CustomerType::organisation);
  CHECK(report.reasons == std::vector<std::string>{
                              "line 3: employer: belongs to a person, and the row is about an organisation",
                              "line 5: parent: belongs to an organisation, and the row is about a person"});
}

TEST_CASE("a row is a person, an organisation, or a person who works for one") {
  Desk desk;
  const ImportReport report = desk.take(
      "company,first_name,surname,email,job_title,birthday,external_id,industry\n"
      "Acme,Ana,Prévost,ana@acme.example,Owner,--05-12,,hardware\n"
      "Acme,Bo,Nilsson,bo@acme.example,,,,\n"
      "Blue,,,hello@blue.example,,,,\n"
      ",Cy,,cy@home.example,,,,\n"
      ",,,,,,X17,\n"
      ",,,nobody@home.example,,,,\n");
  CHECK(report.added == 5);
  CHECK(report.rejected == 1);
  CHECK(report.reasons == std::vector<std::string>{"line 7: names neither a person nor an organisation"});
  const Customer acme = desk.customer("Acme");
  CHECK(acme.type == CustomerType::organisation);
  CHECK(acme.industry == "hardware");
  CHECK(desk.points(acme.id).empty());
  const Customer ana = desk.customer("Ana Prévost");
  CHECK(ana.type == CustomerType::person);
  CHECK_FALSE(ana.industry);
  REQUIRE(desk.connections(ana.id).size() == 1);
  CHECK(desk.connections(ana.id)[0].other == acme.id);
  CHECK(desk.connections(ana.id)[0].title == "Owner");
  CHECK(desk.connections(desk.customer("Bo Nilsson").id)[0].other == acme.id);
  CHECK(desk.customer("Blue").type == CustomerType::organisation);
  CHECK(desk.customer("Cy").type == CustomerType::person);
  CHECK(desk.customer("X17").type == CustomerType::person);
  CHECK(desk.all<Customer>().size() == 6);

  // What is found only at the second record of a row still leaves nothing of the first.
  const ImportReport late =
      desk.take("company,first_name,external_id,owner\nGreen,Flo,X17,Zoé\nGrey,Gil,X18,Zoé\n",
                {.add_missing = true}, "late.csv");
  CHECK(late.reasons == std::vector<std::string>{"line 2: external_id: another record has it already"});
  CHECK(desk.book.customers().count(where<&Customer::name> == "Green") == 0);
  CHECK(desk.customer("Gil").owner == desk.all<Agent>().at(0).id);

  desk.take("type,name,given_name,family_name\norganisation,Prévost & Fils,Ana,Prévost\n");
  CHECK(desk.customer("Prévost & Fils").type == CustomerType::organisation);
}

TEST_CASE("connections lead to organisations, also to those behind in the file") {
  Desk desk;
  desk.book.customers().add({.type = CustomerType::person, .name = "Acme"});  // no organisation
  const ImportReport report = desk.take(
      "external_id,name,first_name,parent,employer,job_title,contact_name,contact_title\n"
      "1,Small,,Middle,,,Ana,Owner\n"
      "2,Middle,,3,,,,\n"
      "3,Large,,,,,,\n"
      "4,,Cy,,Large,Clerk,,\n"
      "5,,Di,,Acme,,,\n"
      "6,,Ed,,,,Flo,\n");
  CHECK(report.added == 4);
  CHECK(report.rejected == 2);
  CHECK(report.rows == 6);
  CHECK(report.reasons[0] ==
        "line 7: contact_name: belongs to an organisation, and the row is about a person");
  CHECK(
      report.reasons[1] ==
      "line 6: employer: names no customer of the book; import customers first, or have missing ones added");
  const auto small = desk.connections(desk.customer("Small").id);
  REQUIRE(small.size() == 1);
  CHECK(small[0].role == Role::subsidiary_of);
  CHECK(small[0].other == desk.customer("Middle").id);
  CHECK(desk.connections(desk.customer("Middle").id)[0].other == desk.customer("Large").id);
  const auto ana = desk.connections(desk.customer("Ana").id);
  REQUIRE(ana.size() == 2);
  CHECK(ana[0].role == Role::works_for);
  CHECK(ana[0].title == "Owner");
  CHECK(ana[1].role == Role::key_contact_of);
  CHECK(desk.connections(desk.customer("Cy").id)[0].title == "Clerk");
  CHECK(desk.files() == std::vector<std::string>{"clients.csv", "clients.rejects.csv"});

  // The mended file is imported as it is; Di's employer is added on request.
  const ImportReport again =
      desk.book.exchange().import_file(desk.folder / "clients.rejects.csv", {.add_missing = true});
  CHECK(again.added == 1);
  CHECK(desk.connections(desk.customer("Di").id).size() == 1);
}

TEST_CASE("owners and other references are found by id, external id, e-mail address or name") {
  Desk desk;
  const Agent zoe = desk.book.agents().add({.name = "Zoé", .email = "zoe@us.example", .external_id = "7"});
  desk.book.agents().add({.name = "Kim"});
  desk.book.agents().add({.name = "Kim"});
  const ImportReport report =
      desk.take("name,owner\na,Zoé\nb,zoe@us.example\nc,7\nd," + to_text(zoe.id) + "\ne,Kim\nf,Bob\ng,\n");
  CHECK(report.added == 5);
  CHECK(report.reasons ==
        std::vector<std::string>{
            "line 6: owner: is the name of several agents; write which by external id or id",
            "line 7: owner: names no agent of the book; import agents first, or have missing "
            "ones added"});
  for (const char* name : {"a", "b", "c", "d"}) CHECK(desk.customer(name).owner == zoe.id);
  CHECK(desk.all<Ownership>().size() == 4);
  const ImportReport added = desk.take("name,owner\nf,Bob\nh,Bob\n", {.add_missing = true}, "more.csv");
  CHECK(added.added == 2);
  CHECK(desk.customer("f").owner == desk.customer("h").owner);
  CHECK(desk.all<Agent>().size() == 4);
}

TEST_CASE("a deleted record is not what a row refers to, even by its id") {
  Desk desk;
  const Customer gone = desk.book.customers().add({.name = "Gone"});
  desk.book.customers().remove(gone);
  for (const bool add_missing : {false, true}) {
    const ImportReport report = desk.take("customer,channel,subject\n" + to_text(gone.id) + ",phone,Hello\n",
                                          {.add_missing = add_missing});
    CHECK(report.reasons ==
          std::vector<std::string>{"line 2: customer: names a deleted customer; write one that is there"});
  }
  CHECK(desk.book.interactions().count() == 0);
  CHECK(desk.book.customers().count() == 0);
}

TEST_CASE("agents come with teams and supervisors, in any order") {
  Desk desk;
  const std::string text =
      "employee_id,last_name,first_name,reports_to,office\n1,Davolio,Nancy,2,West\n2,Fuller,Andrew,Boss,"
      "West\n";
  CHECK(desk.take(text).rejected == 2);
  CHECK(desk.all<Agent>().empty());
  const ImportReport report = desk.take(text, {.add_missing = true});
  CHECK(report.added == 2);
  const auto agents = desk.all<Agent>();
  REQUIRE(agents.size() == 3);
  CHECK(agents[0].name == "Boss");
  CHECK(agents[1].name == "Andrew Fuller");
  CHECK(agents[1].supervisor == agents[0].id);
  CHECK(agents[2].name == "Nancy Davolio");
  CHECK(agents[2].supervisor == agents[1].id);
  CHECK(desk.all<Team>().size() == 1);
}

// ---- Values

TEST_CASE("values are read as people write them") {
  struct Row {
    const char* column;
    const char* text;
    const char* expected;  // in text form, or what the reason contains, behind a !
  };
  constexpr Row rows[] = {
      {"birthday", "1956-04-09", "1956-04-09"},
      {"birthday", "19560409", "1956-04-09"},
      {"birthday", "1956/04/09", "1956-04-09"},
      {"birthday", "9.4.1956", "1956-04-09"},
      {"birthday", "--05-12", "--05-12"},
      {"birthday", "1956", "1956"},
      {"birthday", "1948-12-08 00:00:00", "1948-12-08"},
      {"birthday", "9/4/1956", "!may begin with the day or with the month"},
      {"birthday", "31.2.1956", "!is not a date that exists"},
      {"birthday", "19081328", "!is not a date that exists"},
      {"birthday", "9.4.56", "!is not a date that exists"},
      {"birthday", "soon", "!is not a date that exists"},
      {"employees", "2822", "2822"},
      {"employees", "2,822", "2822"},
      {"employees", "1 002 822", "1002822"},
      {"employees",
       "1\xC2\xA0"
       "002",
       "1002"},
      {"employees", "2'822", "2822"},
      {"employees", "28,22", "!is not a whole number"},
      {"employees", "-1", "!at least 0"},
      {"annual_revenue", "1,234.50 EUR", "1234.50 EUR"},
      {"annual_revenue", "EUR 1234.5", "1234.50 EUR"},
      {"annual_revenue", "1.234,50 EUR", "1234.50 EUR"},
      {"annual_revenue", "1 234,5 EUR", "1234.50 EUR"},
      {"annual_revenue", "1.234.567 EUR", "1234567.00 EUR"},
      {"annual_revenue", "1,234 EUR", "1234.00 EUR"},
      {"annual_revenue", "0,123 EUR", "!is not an amount"},
      {"annual_revenue", "1234JPY", "1234 JPY"},
      {"annual_revenue", "1.200,50 €", "1200.50 EUR"},
      {"annual_revenue", "-€5", "-5.00 EUR"},
      {"annual_revenue", "5€5", "!names no currency"},
      {"annual_revenue", "$5", "!has a sign of several currencies (USD "},
      {"annual_revenue", "1100.04", "!names no currency"},
      {"annual_revenue", "much EUR", "!is not an amount"},
      {"relationship", "Long term", "long_term"},
      {"relationship", "self-service", "self_service"},
      {"relationship", "none", "!is not one of transactional, long_term"},
      {"since", "2026-01-02T03:04:05+01:00", "2026-01-02T02:04:05Z"},
      {"since", "2026-01-02 03:04Z", "2026-01-02T03:04:00Z"},
      {"since", "2026/01/02 3:04:05.5 +01:00", "2026-01-02T02:04:05.5Z"},
      {"since", "2026-01-02T03:04:05", "!has no offset from UTC"},
      {"since", "2026-01-02", "!has no offset from UTC"},
      {"since", "noon", "!has no offset from UTC"},
      {"industry", "N/A", "N/A"},
      {"industry", " x ", "x"},
      {"country", "a\nb", "!holds a line break"},
      {"description", "a\nb", "a\nb"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.column);
    CAPTURE(row.text);
    Desk desk;
    const fs::path file =
        desk.file("clients.csv", "type,name,"s + row.column + "\nperson,Ana,\"" + row.text + "\"\n");
    ImportPlan plan = desk.book.exchange().plan(file, "customer");
    plan.set(row.column, row.column);
    const ImportReport report = desk.book.exchange().import_file(file, plan);
    if (row.expected[0] == '!') {
      REQUIRE(report.rejected == 1);
      CHECK(report.reasons[0].starts_with("line 2: "s + row.column + ": "));
      CHECK(report.reasons[0].find(row.expected + 1) != std::string::npos);
    } else {
      for (const std::string& reason : report.reasons) MESSAGE(reason);
      REQUIRE(report.added == 1);
      const Customer ana = desk.customer("Ana");
      const Field& field = kind_of<Customer>().field(row.column);
      CHECK(to_text(field, values_of(field, &ana)) == row.expected);
    }
  }
}

TEST_CASE("options settle what can mean two things") {
  const auto imported = [](const std::string& column, const std::string& text, const ImportOptions& options) {
    Desk desk;
    const ImportReport report = desk.take("type,name," + column + "\nperson,Ana,\"" + text + "\"\n", options);
    if (report.rejected > 0) return report.reasons[0];
    const Customer ana = desk.customer("Ana");
    const Field& field = kind_of<Customer>().field(column);
    return to_text(field, values_of(field, &ana)).value_or("(absent)");
  };
  CHECK(imported("birthday", "3/4/2026", {.day_first = true}) == "2026-04-03");
  CHECK(imported("birthday", "3/4/2026", {.day_first = false}) == "2026-03-04");
  CHECK(imported("birthday", "3.4.2026", {.day_first = false}) == "2026-04-03");
  CHECK(imported("annual_revenue", "1100.04", {.currency = "USD"}) == "1100.04 USD");
  CHECK(imported("annual_revenue", "5 EUR", {.currency = "USD"}) == "5.00 EUR");
  CHECK(imported("annual_revenue", "$1,200.50", {.currency = "CAD"}) == "1200.50 CAD");
  CHECK(imported("annual_revenue", "£5", {.currency = "GBP"}) == "5.00 GBP");
  CHECK(imported("annual_revenue", "5 €", {.currency = "USD"}) == "5.00 EUR");
  CHECK(imported("annual_revenue", "$5", {.currency = "EUR"}).find("has a sign of several") !=
        std::string::npos);
  for (const auto& [text, in_millions] : std::map<std::string, std::string>{{"1100.04", "1100040000.00 USD"},
                                                                            {"-1,5", "-1500000.00 USD"},
                                                                            {"0.12345678", "123456.78 USD"},
                                                                            {"3 EUR", "3000000.00 EUR"}})
    CHECK(imported("annual_revenue", text, {.currency = "USD", .millions = {"annual_revenue"}}) ==
          in_millions);
  CHECK(imported("annual_revenue", "1.5", {.currency = "JPY", .thousands = {"annual_revenue"}}) ==
        "1500 JPY");
  CHECK(imported("since", "2026-07-01 10:00", {.zone = "Europe/Paris"}) == "2026-07-01T08:00:00Z");
  CHECK(imported("since", "2026-07-01", {.zone = "Europe/Paris"}) == "2026-06-30T22:00:00Z");
  CHECK(imported("since", "2026-07-01T10:00:00Z", {.zone = "Europe/Paris"}) == "2026-07-01T10:00:00Z");
  // The hour that does not exist and the hour that comes twice, by the offset before the change.
  CHECK(imported("since", "2025-03-30 02:30", {.zone = "Europe/Paris"}) == "2025-03-30T01:30:00Z");
  CHECK(imported("since", "2025-10-26 02:30", {.zone = "Europe/Paris"}) == "2025-10-26T00:30:00Z");
  CHECK(imported("industry", "N/A", {.missing = {"NULL", "N/A"}}) == "(absent)");
  Desk desk;
  CHECK(error_of([&] { desk.take("name\nA\n", {.zone = "Europe/Atlantis"}); }).field() == "zone");
  CHECK(error_of([&] { desk.take("name\nA\n", {.currency = "euro"}); }).field() == "currency");
  CHECK(error_of([&] { desk.take("name\nA\n", {.millions = {"revenue"}}); }).code() == Code::unknown_name);
  CHECK(error_of([&] { desk.take("name,employees\nA,1\n", {.thousands = {"employees"}}); }).code() ==
        Code::invalid);
  // Of a folder, one of the files has the column.
  desk.file("deals.csv", "account,deal_stage,close_value,opportunity_id\nAcme,Won,1.2,7\n");
  desk.file("accounts.csv", "account,sector\nAcme,hardware\n");
  const ImportOptions options{.currency = "USD", .thousands = {"close_value"}};
  CHECK(desk.book.exchange().import_folder(desk.folder.path(), options).size() == 3);
  CHECK(desk.book.interactions().count("subject.endsWith('1200.00 USD')") == 1);
}

TEST_CASE("a plan is checked as an import would check it") {
  Desk desk;
  const auto code = [&](ImportPlan plan, const ImportOptions& options = {}) {
    return error_of([&] { desk.book.exchange().check(plan, options); }).code();
  };
  const std::string text = "company,email,mail\nAcme,a@x.example,b@x.example\n";
  CHECK_NOTHROW(desk.book.exchange().check(desk.plan(text)));
  CHECK(code(desk.plan(text).set("company", "nom")) == Code::unknown_name);
  CHECK(code(desk.plan(text).set("mail", "email")) == Code::invalid);
  for (const char* zone : {"Mars/Base", "localtime", "/usr/share/zoneinfo/Europe/Paris"})
    CHECK(code(desk.plan(text), {.zone = zone}) == Code::invalid);
  CHECK(code(desk.plan(text), {.millions = {"revenue"}}) == Code::unknown_name);
  CHECK(code({.kind = "", .columns = {{.column = "x"}}}) == Code::unknown_name);
  CHECK(code({.kind = "custmer"}) == Code::unknown_name);
  CHECK(desk.all<ImportBatch>().empty());
}

TEST_CASE("interactions and stage moves name their customers and agents") {
  Desk desk;
  desk.take("external_id,name,since\nC1,Acme,2025-01-01T00:00:00Z\n");
  desk.book.agents().add({.name = "Zoé"});
  const ImportReport calls = desk.take(
      "customer,agent,at,channel,direction,subject,duration\n"
      "C1,Zoé,2025-02-01T00:00:00Z,Video call,inbound,Hello,PT5M\n"
      "Acme,,,phone,inbound,,\n"
      ",,,phone,inbound,,\n"
      "C9,,,phone,inbound,,\n");
  CHECK(calls.kind == "interaction");
  CHECK(calls.added == 2);
  CHECK(calls.reasons[0] == "line 4: customer: names no customer; it is required");
  const ImportReport moves = desk.take(
      "customer,to_stage,effective_at,reason,ended_by,ending_cause,agent\n"
      "C1,awareness,2025-03-01T00:00:00Z,called us,,,Zoé\n"
      "C1,commitment,2025-04-01T00:00:00Z,,,,\n"
      "C1,dissolution,2025-05-01T00:00:00Z,left,customer,better offer,Zoé\n");
  CHECK(moves.kind == "stage_move");
  CHECK(moves.added == 2);
  CHECK(moves.reasons[0].find("cannot move from awareness to commitment") != std::string::npos);
  CHECK(desk.customer("Acme").stage == Stage::dissolution);
}

TEST_CASE("stage moves are made in the order of time, whatever their order in the file") {
  constexpr std::array stages{"awareness", "expansion", "commitment"};
  // In the order of time, on one day the first two moves of each customer.
  std::vector<std::string> rows;
  for (int i = 0; i < 3; ++i)
    for (int customer = 0; customer < 40; ++customer)
      rows.push_back(fmt::format("C{},{},2025-03-{:02}T00:00:00Z", customer,
                                 stages[static_cast<std::size_t>(i)], i == 2 ? 9 : 1));
  const std::string header = "customer,to_stage,effective_at\n";
  const auto check = [&](const std::vector<std::string>& lines, bool json) {
    Desk desk;
    for (int i = 0; i < 40; ++i)
      desk.book.customers().add({.name = "C" + std::to_string(i),
                                 .external_id = "C" + std::to_string(i),
                                 .since = from_text<Instant>("2025-01-01T00:00:00Z")});
    std::string text = json ? "" : header;
    for (const std::string& line : lines) {
      if (!json) text += line + "\n";
      if (!json) continue;
      std::istringstream parts(line);
      std::string customer, stage, at;
      std::getline(std::getline(std::getline(parts, customer, ','), stage, ','), at);
      text += fmt::format("{{\"customer\":\"{}\",\"to_stage\":\"{}\",\"effective_at\":\"{}\"}}\n",
                          to_text(desk.customer(customer).id), stage, at);
    }
    const ImportReport report = desk.take(text, {}, json ? "stage_moves.jsonl" : "stage_moves.csv");
    for (const std::string& reason : report.reasons) MESSAGE(reason);
    CHECK(report.rows == 120);
    CHECK(report.added == 120);
    CHECK(desk.book.customers().count(where<&Customer::stage> == Stage::commitment) == 40);
    CHECK(desk.files() == std::vector<std::string>{json ? "stage_moves.jsonl" : "stage_moves.csv"});
  };
  std::vector<std::string> newest_first(rows.rbegin(), rows.rend());
  for (const bool json : {false, true}) {
    check(rows, json);
    check(newest_first, json);
  }
  std::stable_sort(newest_first.begin(), newest_first.end(), [](const std::string& a, const std::string& b) {
    return a.substr(0, a.find(',')) < b.substr(0, b.find(','));
  });
  check(newest_first, false);

  // Bad rows are told by their lines, and a customer that comes too late is waited for as ever.
  Desk desk;
  desk.take("name,since\nAcme,2025-01-01T00:00:00Z\n", {}, "customers.csv");
  const ImportReport report = desk.take(header +
                                        "Acme,expansion,2025-05-01T00:00:00Z\n"
                                        "Acme,awareness,someday\n"
                                        "Nobody,awareness,2025-02-01T00:00:00Z\n"
                                        "Acme,awareness,2025-02-01T00:00:00Z\n");
  CHECK(report.rows == 4);
  CHECK(report.added == 2);
  REQUIRE(report.reasons.size() == 2);
  CHECK(report.reasons[0].starts_with("line 3: effective_at: "));
  CHECK(report.reasons[1].starts_with("line 4: customer: names no customer"));
}

// ---- Opportunities

TEST_CASE("deals become interactions and move their accounts") {
  Desk desk;
  desk.take("account\nAcme\nBlue\n");
  const ImportReport report = desk.take(
      "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value\n"
      "1,Ana,Safe,Acme,Won,2025-03-01,2025-04-01,1054\n"
      "2,Ana,Vault,Acme,Won,2025-01-01,2025-02-01,10\n"
      "3,Ana,Vault,Acme,Lost,2025-01-05,2025-05-01,0\n"
      "4,Ana,Safe,Blue,Prospecting,,,\n"
      "5,Ana,Safe,,Won,2025-03-01,2025-04-01,1\n"
      "6,Ana,Safe,Acme,Won,2025-04-02,2025-04-01,1\n"
      "7,Ana,Safe,Acme,Lukewarm,2025-04-02,,\n"
      "8,Ana,Safe,Nobody,Engaging,2025-04-02,,\n"
      "1,Ana,Safe,Acme,Engaging,2025-04-02,,\n",
      {.currency = "USD", .add_missing = false});
  CHECK(report.kind == "opportunity");
  CHECK(report.added == 0);  // nobody knows Ana
  const ImportReport known = desk.take(bytes_of_file(desk.folder / "clients.rejects.csv"),
                                       {.currency = "USD", .add_missing = true}, "mended.csv");
  CHECK(known.rows == 9);
  CHECK(known.added == 5);
  CHECK(known.rejected == 4);
  std::string reasons;
  for (const std::string& reason : known.reasons) reasons += reason + "\n";
  for (const char* part :
       {"no account", "close_date: lies before the opening",
        "deal_stage: is not one of prospecting, engaging, won, lost", "external_id: interaction"})
    CHECK_MESSAGE(reasons.find(part) != std::string::npos, part);
  const Customer acme = desk.customer("Acme");
  CHECK(acme.stage == Stage::commitment);
  CHECK(to_text(*acme.since) == "2025-01-01T00:00:00Z");
  const auto spells = desk.book.lifecycle().spells(acme.id);
  REQUIRE(spells.size() == 4);
  CHECK(to_text(spells[2].from) == "2025-02-01T00:00:00Z");
  CHECK(to_text(spells[3].from) == "2025-04-01T00:00:00Z");
  const auto moves = desk.all<StageMove>();
  CHECK(moves[1].reason == "Won: Vault, 10.00 USD (2)");
  REQUIRE(moves[1].evidence.size() == 1);
  CHECK(moves[1].evidence[0].kind_number() == kind_of<Interaction>().number);
  const auto won = desk.book.interactions().find(where<&Interaction::external_id> == "2/closed").records;
  REQUIRE(won.size() == 1);
  CHECK(won[0].outcome == "won");
  CHECK(won[0].subject == "Won: Vault, 10.00 USD");
  const Customer blue = desk.customer("Blue");
  CHECK(blue.stage == Stage::exploration);
  const auto met = desk.book.interactions().find(where<&Interaction::customer> == blue.id).records;
  REQUIRE(met.size() == 1);
  CHECK(met[0].at == desk.clock.now());
  CHECK(met[0].body == "The date is not known; this is the instant of the import.");
  CHECK(desk.book.journal().verify().intact());
}

TEST_CASE("stage moves that the policy refuses are told") {
  Desk desk;
  desk.take("account\nAcme\nBlue\n");
  desk.book.lifecycle().replace_policy(
      std::vector<AllowedMove>{{.from_stage = Stage::exploration, .to_stage = Stage::awareness}});
  const std::string header = "opportunity_id,product,account,deal_stage,engage_date,close_date,close_value\n";
  const ImportReport report = desk.take(header +
                                        "1,Safe,Acme,Won,2025-03-01,2025-04-01,1 USD\n"
                                        "2,Safe,Acme,Won,2025-05-01,2025-06-01,1 USD\n"
                                        "3,Safe,Blue,Won,2025-05-01,2025-06-01,1 USD\n");
  CHECK(report.added == 3);
  CHECK(report.rejected == 0);
  CHECK(desk.customer("Acme").stage == Stage::awareness);
  REQUIRE(report.remarks.size() == 1);
  CHECK(report.remarks[0].starts_with(
      "3 stage moves were not made, because the policy refuses them; the first one: "));
  CHECK(report.remarks[0].find("cannot move from awareness to expansion") != std::string::npos);
  CHECK(desk.take(header + "4,Safe,Blue,Engaging,2025-05-01,,\n").remarks.empty());
}

// ---- Rejects

TEST_CASE("every bad row goes to the reject file with its reason and its columns as they were") {
  Desk desk;
  desk.take("name,email\nKnown,known@acme.example\n", {}, "known.csv");
  const ImportReport report = desk.take(
      "name;email;phone\n"
      "Good;good@acme.example;\n"
      "Double;KNOWN@acme.example;\n"
      "Malformed;at acme;\n"
      "Short\n"
      "Long;a@b.example;;x\n"
      "Tolerated;t@b.example;;;\n"
      "\n"
      ";e@acme.example;\n"
      "\"Two\nlines\";f@acme.example;\n"
      "Bad phone;g@acme.example;call me\n"
      "Open;\"never closed;\n");
  CHECK(report.rows == 10);
  CHECK(report.added == 2);
  CHECK(report.rejected == 8);
  const std::vector<std::string> starts{"line 3: email: customer ",
                                        "line 4: email: is not an e-mail address",
                                        "line 5: has 1 column, the header has 3",
                                        "line 6: has 4 columns, the header has 3",
                                        "line 9: names neither",
                                        "line 10: name: holds a line break",
                                        "line 12: phone: is not a telephone number",
                                        "line 13: a quoted field is never closed"};
  REQUIRE(report.reasons.size() == starts.size());
  for (std::size_t i = 0; i < starts.size(); ++i) CHECK(report.reasons[i].starts_with(starts[i]));
  CHECK(report.rejects == desk.folder / "clients.rejects.csv");
  CHECK(desk.rejects().starts_with("rejected_because;name;email;phone\r\n\"line 3: "));
  CHECK(desk.rejects().find("line 6: has 4 columns, the header has 3;Long;a@b.example;;x\r\n") !=
        std::string::npos);
  // Nothing of a bad row remains: its customer was written before its address was refused.
  CHECK(desk.all<Customer>().size() == 3);
  CHECK(desk.all<ContactPoint>().size() == 3);

  // As it is, the file is rejected again with the same rows; mended, it is taken.
  const auto again = desk.book.exchange().import_file(desk.folder / "clients.rejects.csv");
  CHECK(again.rejected == 8);
  CHECK(again.rejects == desk.folder / "clients.rejects.2.csv");
  CHECK(desk.rejects("clients.rejects.2.csv").starts_with("rejected_because;name;email;phone\r\n"));
  const ImportReport mended = desk.take(
      "rejected_because;name;email;phone\r\n\"line 3\";Double;other@acme.example;\r\n", {}, "mended.csv");
  CHECK(mended.added == 1);
  CHECK(desk.book.journal().verify().intact());
}

TEST_CASE("no reject file is made for a good file, and the place can be chosen") {
  Desk desk;
  CHECK(desk.take("name\nAcme\n").rejects.empty());
  CHECK(desk.files() == std::vector<std::string>{"clients.csv"});
  fs::create_directory(desk.folder / "bad");
  const ImportReport report = desk.take("name,email\nB,x\n", {.rejects = desk.folder / "bad/rows.csv"});
  CHECK(report.rejects == desk.folder / "bad/rows.csv");
  CHECK(fs::exists(desk.folder / "bad/rows.csv"));
  // Folders are made.
  const fs::path made = desk.folder / "new/bad";
  CHECK(desk.take("name,email\nC,x\n", {.rejects = made / "rows.csv"}).rejects == made / "rows.csv");
  CHECK(desk.take("name,email\nC,x\n", {.rejects = desk.folder / "newer/"}).rejects ==
        desk.folder / "newer/clients.rejects.csv");
  const auto before = desk.book.journal().head();
  CHECK(error_of([&] {
          desk.take("name,email\nC,x\n", {.rejects = desk.folder / "clients.csv/rows.csv"});
        }).code() == Code::io);
  CHECK(desk.book.journal().head() == before);
}

TEST_CASE("a reject file overwrites nothing") {
  Desk desk;
  const std::string text = "name,email\nBad,x\n";
  CHECK(desk.take(text).rejects == desk.folder / "clients.rejects.csv");
  write_file(desk.folder / "clients.rejects.csv", "half mended");
  CHECK(desk.take(text).rejects == desk.folder / "clients.rejects.2.csv");
  CHECK(desk.book.exchange().import_file(desk.folder / "clients.rejects.2.csv").rejects ==
        desk.folder / "clients.rejects.3.csv");
  CHECK(desk.rejects() == "half mended");
  CHECK(desk.book.exchange().files(desk.folder.path()).size() == 1);
  const ImportOptions options{.rejects = desk.folder / "bad.csv"};
  CHECK(desk.take(text, options).rejects == desk.folder / "bad.csv");
  CHECK(desk.take(text, options).rejects == desk.folder / "bad.2.csv");
}

TEST_CASE("a reject file that cannot have its name is told after the import") {
  Desk desk;
  const std::string text = "name,email\nGood,g@acme.example\nBad,x\n";

  // A folder takes the name after the first bad row.
  ImportOptions options;
  options.progress = [&](std::int64_t, std::int64_t) {
    fs::create_directory(desk.folder / "clients.rejects.csv");
    return true;
  };
  const ImportReport report = desk.take(text, options);
  CHECK(report.added == 1);
  CHECK(desk.book.customers().count() == 1);
  CHECK(report.rejects == desk.folder / "clients.rejects.csv.part");
  CHECK(desk.rejects("clients.rejects.csv.part").find("Bad,x") != std::string::npos);
  REQUIRE(report.remarks.size() == 1);
  CHECK(report.remarks[0].starts_with("the import is done, but its rejected rows are in "));

  // What another import left under that name is not touched.
  options.rejects = desk.folder / "other.csv";
  options.progress = {};
  write_file(desk.folder / "other.csv.part", "of another import");
  CHECK(desk.take(text + "Worse,y\n", options).rejected == 3);
  CHECK(desk.rejects("other.csv.part") == "of another import");
  CHECK_FALSE(fs::exists(desk.folder / "other.csv.2.part"));

  // In a folder that is there the file gets a name of its own.
  fs::create_directory(desk.folder / "bad");
  CHECK(desk.take(text, {.rejects = desk.folder / "bad"}).rejects == desk.folder / "bad/clients.rejects.csv");
}

TEST_CASE("a header of any length is taken") {
  Desk desk;
  const std::string name(25'000, 'n');
  const fs::path file = desk.file("clients.csv", "city," + name + "\nLyon,Acme\nParis,Blue\n");
  const auto mapping = [&](std::string_view city) {
    ImportPlan plan = desk.book.exchange().plan(file, "customer");
    plan.set(name, "name").set("city", city);
    const ImportReport report = desk.book.exchange().import_file(file, plan);
    CHECK(report.added == 2);
    return desk.book.import_batches().get(report.batch).mapping;
  };
  CHECK(mapping("city") == "city=city");
  CHECK_FALSE(mapping(""));
}

TEST_CASE("bad rows among good ones cost the good ones nothing, wherever they stand") {
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    Random random(seed);
    Desk desk;
    std::string text = "external_id,company,first_name,email,phone,parent\n";
    int good = 0;
    constexpr int rows = 300;
    for (int i = 0; i < rows; ++i) {
      const std::string number = std::to_string(i);
      const bool is_bad = i > 0 && random.one_in(2 + seed);
      const bool late = is_bad && random.one_in(2);  // refused after the customer was written
      text += number + ",Firm " + number + ",," +
              (late     ? "0@x.example"
               : is_bad ? "nobody"
                        : number + "@x.example") +
              ",," + (i > 0 && random.one_in(9) ? "Firm 0" : "") + "\n";
      good += !is_bad;
    }
    const ImportReport report = desk.take(text);
    CHECK(report.rows == rows);
    CHECK(report.added + report.rejected == rows);
    CHECK(report.added == static_cast<std::int64_t>(desk.all<Customer>().size()));
    CHECK(report.added == static_cast<std::int64_t>(desk.all<ContactPoint>().size()));
    CHECK(report.added == good);
    CHECK(desk.book.journal().verify().intact());
  }
}

TEST_CASE("delimiters and encodings of all sorts") {
  struct Row {
    const char* name;
    std::string text;
  };
  const std::string utf16 = [] {
    std::string text = "\xFF\xFE";
    for (const char c : "name\tcity\nM\xFCller\tK\xF6ln\n"s) {
      text += c;
      text += '\0';
    }
    return text;
  }();
  const Row rows[] = {{"comma", "name,city\nMüller,Köln\n"},
                      {"semicolon", "name;city\r\nMüller;Köln\r\n"},
                      {"tab", "name\tcity\nMüller\tKöln"},
                      {"bar", "name|city\nMüller|Köln\n"},
                      {"mark", "\xEF\xBB\xBFname,city\nMüller,Köln\n"},
                      {"windows", "name;city\nM\xFCller;K\xF6ln\n"},
                      {"utf16", utf16},
                      {"quotes", "\"name\",\"city\"\n\"Müller\",\"Köln\"\n"}};
  for (const Row& row : rows) {
    CAPTURE(row.name);
    Desk desk;
    CHECK(desk.take(row.text).added == 1);
    CHECK(desk.points(desk.customer("Müller").id)[0].city == "Köln");
  }
}

// ---- One commit

TEST_CASE("an import is one commit that its batch caused") {
  Desk desk;
  desk.book.customers().add({.name = "Before"});
  const auto head = desk.book.journal().head();
  const ImportReport report =
      desk.book.exchange().import_file(desk.file("clients.csv", "name,email\nAcme,a@b.example\nBad,x\n"),
                                       ImportOptions{}, {.reason = "yearly"});
  CHECK(desk.book.journal().head().commit == head.commit + 1);
  const Commit commit = desk.book.journal().commit(head.commit + 1);
  CHECK(commit.verb == "import");
  CHECK(commit.reason == "yearly");
  CHECK(commit.cause == Reference::to(kind_of<ImportBatch>().number, report.batch.uuid));
  const ImportBatch batch = desk.book.import_batches().get(report.batch);
  CHECK(batch.source == "clients.csv");
  CHECK(batch.target == "customer");
  CHECK(batch.mapping == "name=name, email=email");
  CHECK(batch.rows == 2);
  CHECK(batch.added == 1);
  CHECK(batch.rejected == 1);

  const auto touched = desk.book.exchange().touched_by(report.batch, 0, 100);
  CHECK(touched.size() == 4);  // the batch twice, the customer, the address
  std::vector<Change> paged;
  for (auto page = desk.book.exchange().touched_by(report.batch, 0, 1); !page.empty();
       page = desk.book.exchange().touched_by(report.batch, page.back().number, 1))
    paged.insert(paged.end(), page.begin(), page.end());
  CHECK(paged.size() == touched.size());
  CHECK(error_of([&] { desk.book.exchange().touched_by({}, 0, 1); }).code() == Code::not_found);

  // In a transaction of the host it joins that commit, and goes with it.
  CHECK(error_of([&] {
          desk.book.transaction([&] {
            desk.take("name\nGone\n");
            throw Error(Code::invalid, "the host changed its mind");
          });
        }).code() == Code::invalid);
  CHECK(desk.book.journal().head().commit == head.commit + 1);
  CHECK(desk.all<Customer>().size() == 2);
}

TEST_CASE("a stopped import leaves nothing behind") {
  Desk desk;
  std::string text = "name,email\nBad,x\n";
  for (int i = 0; i < 5000; ++i) text += "C" + std::to_string(i) + ",c" + std::to_string(i) + "@x.example\n";
  const auto before = desk.book.journal().head();
  int calls = 0;
  ImportOptions options;
  options.progress = [&](std::int64_t read, std::int64_t all) {
    CHECK(read <= all);
    return ++calls < 3;
  };
  CHECK(error_of([&] { desk.take(text, options); }).code() == Code::interrupted);
  CHECK(calls == 3);
  CHECK(desk.book.journal().head() == before);
  CHECK(desk.all<Customer>().empty());
  CHECK(desk.all<ImportBatch>().empty());
  CHECK(desk.files() == std::vector<std::string>{"clients.csv"});
  options.progress = [](std::int64_t, std::int64_t) { return true; };
  CHECK(desk.take(text, options).added == 5000);
}

TEST_CASE("a process that dies, or a file that may not grow, in the middle of an import changes nothing") {
  Desk desk;
  const fs::path path = desk.folder / "book.rapport";
  {
    Book book = Book::open(path);
    book.customers().add({.name = "Before"});
  }
  std::string text = "name,email\nBad,x\n";
  for (int i = 0; i < 20000; ++i) text += "C" + std::to_string(i) + ",c" + std::to_string(i) + "@x.example\n";
  const fs::path file = desk.file("clients.csv", text);
  enum class End { exit, kill, no_room };
  for (const End end : {End::exit, End::kill, End::no_room}) {
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
      Options small;
      small.page_cache_bytes = 1 << 20;  // so that it writes before it commits
      Book book = Book::open(path, small);
      ImportOptions options;
      options.progress = [end](std::int64_t read, std::int64_t all) {
        if (read < all / 2) return true;
        if (end == End::exit) ::_exit(7);
        return end == End::no_room || ::raise(SIGKILL) == 0;
      };
      const rlimit room{2 << 20, 2 << 20};
      ::signal(SIGXFSZ, SIG_IGN);
      if (end == End::no_room) ::setrlimit(RLIMIT_FSIZE, &room);
      const Code code = error_of([&] { book.exchange().import_file(file, options); }).code();
      ::_exit(code == Code::io || code == Code::full ? 7 : 1);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    CHECK((end == End::kill ? WTERMSIG(status) == SIGKILL : WEXITSTATUS(status) == 7));
    Book book = Book::open(path);
    CHECK(book.customers().count() == 1);
    CHECK(book.import_batches().count() == 0);
    CHECK(book.journal().head().commit == 1);
    CHECK(book.journal().verify().intact());
    CHECK_FALSE(fs::exists(desk.folder / "clients.rejects.csv"));
  }
}

// ---- JSON Lines

TEST_CASE("JSON Lines are taken by the name of their file, and so is what was rejected") {
  Desk desk;
  const ImportReport report = desk.take(
      "\xEF\xBB\xBF{\"name\": \"Acme\", \"employees\": 3}\r\n"
      "\n"
      "{\"nam\": \"Blue\"}\n"
      "{\"name\": \"Cut\n"
      "[1]\n"
      "{\"name\": \"Ana\", \"type\": \"person\"}",
      {}, "customers.jsonl");
  CHECK(report.kind == "customer");
  CHECK(report.rows == 5);
  CHECK(report.added == 2);
  CHECK(report.rejected == 3);
  CHECK(report.reasons[0].starts_with("line 3: "));
  CHECK(desk.customer("Acme").employees == 3);
  const std::string rejects = desk.rejects("customers.rejects.jsonl");
  CHECK(rejects.starts_with(R"({"rejected_because":"line 3: )"));
  CHECK(rejects.find(R"("record":{"nam": "Blue"}})") != std::string::npos);
  CHECK(rejects.find(R"("record":"{\"name\": \"Cut"})") != std::string::npos);
  const auto again = desk.book.exchange().import_file(desk.folder / "customers.rejects.jsonl");
  CHECK(again.rejected == 3);
  CHECK(desk.rejects("customers.rejects.2.jsonl").find(R"("record":{"nam": "Blue"}})") != std::string::npos);
  const ImportReport mended = desk.take(R"({"record": {"name": "Blue"}, "rejected_because": "line 3"})", {},
                                        "customers.mended.jsonl");
  CHECK(mended.added == 1);
  CHECK(error_of([&] { desk.take("{}", {}, "things.jsonl"); }).code() == Code::unknown_name);
  CHECK(desk.take("{\"name\":\"By content\"}\n", {}, "teams.txt").kind == "team");
}

TEST_CASE("a JSON record is rejected as it was, and no nesting brings the host down") {
  Desk desk;
  const std::string numbers =
      R"({"nam" : "Blue",  "employees":12345678901234567890123, "annual_revenue":1.10})";
  const std::string twice = R"({"nam":"]}\",","record":{"a":[1,{}]},"nam":"Green"})";
  const std::string deep = R"({"name":)" + std::string(200'000, '[') + std::string(200'000, ']') + "}";
  const std::string less_deep = R"({"name":)" + std::string(31, '[') + std::string(31, ']') + "}";
  fs::path file = desk.file("customers.jsonl", fmt::format(" {}\t\r\n{}\n{}\n{}\n{{\"name\":\"Acme\"}}\n",
                                                           numbers, twice, deep, less_deep));
  // What was rejected is rejected again, and still as it was.
  for (const std::int64_t added : {1, 0, 0}) {
    const ImportReport report = desk.book.exchange().import_file(file);
    CHECK(report.added == added);
    REQUIRE(report.rejected == 4);
    CHECK(report.reasons[2] == "line 3: is not a JSON object, or is one nested too deeply");
    const std::string rejects = bytes_of_file(report.rejects);
    CHECK(rejects.find(R"(,"record":)" + numbers + "}\n") != std::string::npos);
    CHECK(rejects.find(R"(,"record":)" + twice + "}\n") != std::string::npos);
    CHECK(rejects.find(R"(,"record":"{\"name\":[[[)") != std::string::npos);
    file = report.rejects;
  }
}

TEST_CASE("a JSON line of any length is taken or refused, never half read") {
  Desk desk;
  const std::string long_text(300'000, 'x');  // longer than a block of reading
  const ImportReport report = desk.take(
      "{\"name\":\"A\",\"description\":\"" + long_text + "\"}\n{\"customer\":\"x\"}\n{\"name\":\"B\"}\n" +
          "{\"name\":\"" + std::string((std::size_t{17} << 20), 'y') + "\"}\n{\"name\":\"C\"}",
      {}, "teams.jsonl");
  CHECK(report.rows == 5);
  CHECK(report.added == 2);
  CHECK(report.reasons[0].find("is too long") != std::string::npos);
  CHECK(report.reasons[2] == "line 4: the record is too long");
}

// ---- Everything there and back

namespace {

// A book in which every kind has a record with every field set, and a deleted one.
void fill(World& world) {
  Book& book = world.book;
  const Instant now = world.clock.now();
  const Date day{std::chrono::year{2026}, std::chrono::month{2}, std::chrono::day{28}};
  world.team.description = "Two\r\nlines, \"quoted\"; and\ttabs";
  book.teams().update(world.team);
  Agent boss = book.agents().add({.name = "Boss"});
  world.agent.email = "zoe@us.example";
  world.agent.external_id = "7";
  world.agent.team = world.team.id;
  world.agent.supervisor = boss.id;  // who comes later in the file
  world.agent.skills = "backup network";
  world.agent.languages = "fr en-GB";
  world.agent.lowest_technical_level = TechnicalLevel::none;
  world.agent.highest_technical_level = TechnicalLevel::expert;
  world.agent.capacity = 10;
  world.agent.role = "duty_manager";
  world.agent.calendar = world.calendar.id;
  world.agent = book.agents().update(world.agent);
  book.absences().add({.agent = boss.id,
                       .valid_from = now,
                       .valid_until = now + std::chrono::days(7),
                       .stand_in = world.agent.id,
                       .reason = "on holiday"});
  const Customer full = book.customers().add({.type = CustomerType::person,
                                              .name = " Ana Prévost",
                                              .given_name = "Ana",
                                              .family_name = "Prévost",
                                              .external_id = "NULL",
                                              .relationship = RelationshipType::self_service,
                                              .since = now - std::chrono::days(400) + Duration{1},
                                              .owner = world.agent.id,
                                              .industry = "a\nb",
                                              .employees = 0,
                                              .annual_revenue = Money{-5, Currency("TND")},
                                              .founded = PartialDate{1987, 0, 0},
                                              .birthday = PartialDate{0, 5, 12},
                                              .country = "FR",
                                              .language = "fr-CA",
                                              .description = "'quoted'\n🦊"});
  ContactPoint address{.customer = full.id,
                       .kind = ContactKind::address,
                       .value = "somewhere",
                       .label = "home",
                       .is_primary = true,
                       .verified_at = now,
                       .valid_from = day,
                       .valid_until = day,
                       .street = "1 High Street",
                       .city = "Lyon",
                       .region = "ARA",
                       .postal_code = "01000",
                       .country = "FR"};
  book.contact_points().add(address);
  for (const Id<Customer> customer : {full.id, world.acme.id})
    book.contact_points().add(
        {.customer = customer, .kind = ContactKind::phone, .value = "+33 1 99", .is_shared = true});
  // An address that was free again and is another's now.
  const auto lent = book.contact_points().add({.customer = full.id, .value = "x@acme.example"});
  book.contact_points().remove(lent);
  book.contact_points().add({.customer = world.acme.id, .value = "x@acme.example"});
  book.connections().add({.customer = full.id,
                          .role = Role::works_for,
                          .other = world.acme.id,
                          .title = "Owner",
                          .valid_from = day,
                          .valid_until = day});
  book.people().hand_over(full.id, boss.id);
  Interaction meeting = book.interactions().add({.customer = full.id,
                                                 .channel = Channel::video_call,
                                                 .direction = Direction::inbound,
                                                 .at = now - Duration{123456},
                                                 .duration = Duration{1500000},
                                                 .agent = boss.id,
                                                 .participants = {world.acme.id, world.ana.id},
                                                 .subject = "Subject",
                                                 .body = "Body",
                                                 .outcome = "Outcome",
                                                 .sentiment = Sentiment::mixed,
                                                 .external_id = "I1"});
  const Need need = book.needs().add({.customer = full.id,
                                      .aspect = NeedAspect::capability,
                                      .topic = "backup",
                                      .statement = "Statement",
                                      .product = "Safe",
                                      .product_version = "1.2",
                                      .budget = Money{100, Currency("JPY")},
                                      .technical_level = TechnicalLevel::none,
                                      .source = meeting.id,
                                      .confidence = 0.1,
                                      .review_on = day});
  // Two records that refer to each other, in two files.
  meeting.about = Reference::to(kind_of<Need>().number, need.id.uuid);
  book.interactions().update(meeting);
  book.act_as(world.agent.id);
  book.interactions().add({.customer = full.id, .subject = "Private", .visibility = Visibility::author});
  book.act_as({});
  book.consents().add({.customer = full.id,
                       .purpose = Purpose::newsletter,
                       .channel = ContactKind::email,
                       .given_at = now - std::chrono::days(2),
                       .withdrawn_at = now,
                       .evidence = "the form",
                       .source = meeting.id});
  book.lifecycle().replace_policy(std::vector<AllowedMove>{{.from_stage = Stage::exploration,
                                                            .to_stage = Stage::dissolution,
                                                            .needs_reason = true,
                                                            .needs_evidence = true}});
  book.act_as(boss.id);
  book.lifecycle().move(full.id, Stage::dissolution,
                        {.reason = "left",
                         .evidence = {Reference::to(kind_of<Interaction>().number, meeting.id.uuid),
                                      Reference::to(kind_of<Need>().number, need.id.uuid)},
                         .ended_by = EndedBy::customer,
                         .ending_cause = EndingCause::need_gone});
  book.act_as({});
  book.import_batches().add({.source = "a.csv", .target = "customer", .mapping = "a=name"});
  const Problem cause = book.problems().add({.name = "Strike",
                                             .product = "Deliveries",
                                             .severity = Severity::major,
                                             .owner = boss.id,
                                             .found_at = now - std::chrono::days(3),
                                             .symptom = "Nothing comes",
                                             .impact = "Everybody in the south",
                                             .root_cause = "The railway",
                                             .workaround = "Fetch it",
                                             .workaround_at = now - std::chrono::days(2),
                                             .resolution = "Sent by lorry",
                                             .resolved_at = now - std::chrono::days(1),
                                             .prevention = "A second carrier",
                                             .prevention_due = day,
                                             .prevention_worked = false});
  const Case whole = book.service().open({.kind = CaseKind::complaint,
                                          .customer = world.acme.id,
                                          .subject = "Late again",
                                          .description = "For the third time",
                                          .contact = world.ana.id,
                                          .severity = Severity::major,
                                          .product = "Backups",
                                          .tags = "late vip",
                                          .language = "fr",
                                          .external_id = "T-1",
                                          .team = world.team.id,
                                          .assignee = world.agent.id,
                                          .level = 1,
                                          .redress_asked = "The money back",
                                          .redress_given = "Half of it",
                                          .redress_cost = from_text<Money>("30.00 EUR"),
                                          .cost = from_text<Money>("12.00 EUR"),
                                          .problem = cause.id,
                                          .skills = "refunds"});
  book.problem_management().tell(cause.id);
  book.service().split(whole.id, {.subject = "A part", .assignee = world.agent.id}, {});
  book.service().merge(world.problem.id, whole.id);
  book.service().reply(whole.id,
                       {.channel = Channel::email, .direction = Direction::outbound, .body = "Sorry"});
  book.act_as(world.agent.id);
  book.service().resolve(whole.id, "Half of the money back", {.reason = "agreed by phone"});
  book.service().accept(whole.id);
  book.act_as({});
  const Calendar lyon =
      book.calendars().add({.name = "Lyon",
                            .zone = "Europe/Paris",
                            .hours = "mon-fri 09:00-12:00 13:00-18:00",
                            .days = "2026-12-24 09:00-12:00 Christmas Eve\n2026-12-25 closed"});
  using std::chrono::hours;
  book.timekeeping().retire(world.policy.level.id);
  book.timekeeping().adopt(
      {.level = {.name = "Contract",
                 .position = 1,
                 .fits = "priority == 'urgent'",
                 .customer = world.ana.id,
                 .calendar = lyon.id},
       .targets = {{.kind = TargetKind::resolution,
                    .priority = Priority::urgent,
                    .amount = hours(1),
                    .stopped_in = "waiting_customer",
                    .pauses = PausesCount::in_wall,
                    .quoted_pauses = PausesCount::not_at_all,
                    .reopening = Reopening::restarts},
                   {.kind = TargetKind::next_response, .amount = hours(1), .rhythm = Rhythm::last_word},
                   {.kind = TargetKind::ownership,
                    .towards = Towards::team,
                    .team = world.team.id,
                    .amount = hours(1)}}});
  const Case urgent = book.service().open({.customer = world.ana.id,
                                           .subject = "At once",
                                           .priority = Priority::urgent,
                                           .opened_at = world.clock.now() - hours(200),
                                           .team = world.team.id});
  book.timekeeping().quote(urgent.id, TargetKind::first_response, world.clock.now() + hours(1));
  book.timekeeping().check();
  book.service().reply(urgent.id,
                       {.channel = Channel::email, .direction = Direction::outbound, .body = "We look"});
  book.service().resolve(urgent.id, "Done");
  book.service().accept(urgent.id);
  const Case refused = book.service().open({.customer = world.acme.id, .subject = "All of it"});
  book.service().refuse(refused.id, "Too much", "Half of it");
  using enum RuleVerb;
  const auto adopt = [&](Rule rule, std::vector<RuleAction> actions) {
    book.automation().adopt({.rule = std::move(rule), .actions = std::move(actions)});
  };
  for (int revision = 0; revision < 2; ++revision)
    adopt({.name = "Old",
           .position = 3 + revision,
           .of = "case",
           .field = "opened_at",
           .offset = hours(1),
           .counted_in = CountedIn::business,
           .calendar = lyon.id,
           .every = hours(2),
           .times = 3,
           .condition = "level < 5",
           .since = now - std::chrono::days(30)},
          {{.verb = notify, .agent = boss.id, .value = "subject", .in_hours = true},
           {.verb = notify, .team = world.team.id, .value = "subject"},
           {.verb = notify, .value = "subject", .role = "duty_manager"}});
  adopt({.name = "Danger",
         .of = "case",
         .promise = TargetKind::resolution,
         .towards = Towards::customer,
         .percent = 80},
        {{.verb = assign, .who = Who::supervisor}});
  adopt({.name = "Birthday", .of = "customer", .field = "birthday", .yearly = true},
        {{.verb = note, .value = "name"}});
  adopt({.name = "Tagged", .of = "case", .on = "changed", .changed = "tags"},
        {{.verb = set_level, .value = "level + 1"}});
  adopt({.name = "Levelled", .of = "case", .on = "levelled"}, {{.verb = call, .value = "'nobody'"}});
  adopt({.name = "Asks", .of = "case", .on = "assigned"}, {{.verb = open_task,
                                                            .agent = boss.id,
                                                            .value = "subject",
                                                            .within = hours(1),
                                                            .counted_in = CountedIn::business}});
  Task asked = book.tasks().add({.subject = "Ask",
                                 .customer = world.acme.id,
                                 .about = reference_to(urgent.id),
                                 .team = world.team.id,
                                 .assignee = boss.id,
                                 .due_at = now + hours(1)});
  asked.outcome = "All is well";
  book.tasks().update(asked);
  Case tagged = book.service().open({.customer = world.acme.id, .subject = "To be tagged"});
  tagged.tags = "vip";
  book.cases().update(tagged);
  book.automation().sweep();
  for (int revision = 0; revision < 2; ++revision)
    book.supervision().adopt(
        {.ladder = {.name = "Up", .position = 1 + revision, .fits = "level < 9", .calendar = lyon.id},
         .rungs = {{.who = Who::owner, .wait = hours(1)},
                   {.agent = boss.id, .wait = hours(2), .level = 3},
                   {.wait = hours(2), .role = "duty_manager"},
                   {.team = world.team.id, .wait = hours(2)}}});
  const Escalation up = book.supervision().escalate(tagged.id, "is angry");
  book.supervision().acknowledge(up.id, {.agent = boss.id, .reason = "mine"});
  book.supervision().end(up.id, {.reason = "settled"});
  const Escalation again = book.supervision().escalate(tagged.id, "again");
  for (int i = 0; i < 2; ++i) book.supervision().decline(again.id, {.reason = "no"});
  const Notification told = book.notifications().add(
      {.agent = boss.id, .team = world.team.id, .text = "Hello", .about = reference_to(tagged.id)});
  book.outbox().failed(told.id, "no mail");
  book.segments().add({.name = "French",
                       .of = "customer",
                       .expression = "country == 'FR'",
                       .description = "For the newsletter"});
  for_every_kind([&]<class R>() {
    if constexpr (!test::stands_for_ever<R> && !test::comes_by_verbs<R>)
      book.records<R>().remove(book.records<R>().add(world.least<R>()));
  });
}

}  // namespace

TEST_CASE("every kind with every field goes out and comes back, in both forms") {
  for (const auto form : {Exchange::Form::csv, Exchange::Form::json_lines}) {
    World world;
    fill(world);
    std::string never_set;
    for_every_kind([&]<class R>() {
      for (const Field& field : kind_of<R>().fields) {
        const auto records = everything<R>(world.book);
        const bool set = std::any_of(records.begin(), records.end(), [&](const R& record) {
          return !field.columns[0].get(&record).is_nothing();
        });
        if (!set) never_set += fmt::format("{}.{} ", kind_of<R>().name, field.name);
      }
    });
    // What stands for ever.
    CHECK(never_set ==
          "stage_move.deleted_at service_level.deleted_at target.deleted_at case_event.deleted_at "
          "clock.deleted_at rule.deleted_at rule_action.deleted_at firing.deleted_at "
          "ladder.deleted_at rung.deleted_at escalation.deleted_at ");
    check_round_trip(world.book, form);
  }
}

namespace {

// A book in which a rule has fired on one case, and one is late that it has not seen; both are escalated.
struct LateDesk {
  FakeClock clock;
  Book book = Book::in_memory(fixed_options(clock));
  Agent zoe = book.agents().add({.name = "Zoé"});
  Customer acme = book.customers().add({.name = "Acme"});

  LateDesk() {
    using std::chrono::hours;
    book.timekeeping().adopt(
        {.level = {.name = "All"},
         .targets = {{.kind = TargetKind::resolution, .amount = hours(1), .counted_in = CountedIn::wall}}});
    book.supervision().adopt({.ladder = {.name = "Up"}, .rungs = {{.agent = zoe.id, .wait = hours(1)}}});
    book.automation().adopt({.rule = {.name = "Late", .of = "case", .promise = TargetKind::resolution},
                             .actions = {{.verb = RuleVerb::notify, .agent = zoe.id, .value = "subject"}}});
    open("fired");
    clock.advance(hours(2));
    book.automation().sweep();
    open("waits");
    clock.advance(hours(2));
  }
  void open(std::string subject) {
    const Case made = book.service().open({.customer = acme.id, .subject = std::move(subject)});
    book.supervision().escalate(made.id, "is angry");
  }
  static std::int64_t fired(Book& in) { return in.firings().count(); }
};

}  // namespace

TEST_CASE("who sweeps between the files of an export fires nothing again, and everything in the end") {
  LateDesk desk;
  const TemporaryFolder folder;
  desk.book.exchange().export_to(folder / "out", Exchange::Form::json_lines);
  FakeClock later;
  later.set(desk.clock.now());
  Book book = Book::in_memory(fixed_options(later, 2));
  for (const ImportFile& each : book.exchange().files(folder / "out")) {
    book.exchange().import_file(each.path);
    book.automation().sweep();
  }
  CHECK(desk.fired(book) == 2);
  CHECK_FALSE(book.automation().sweep().is_more);
  CHECK(book.journal().verify().intact());
}

TEST_CASE("an export of which a file is missing is swept and handed over as far as it goes") {
  LateDesk desk;
  const TemporaryFolder folder;
  desk.book.exchange().export_to(folder / "out", Exchange::Form::json_lines);
  for (const ImportFile& missing : desk.book.exchange().files(folder / "out")) {
    CAPTURE(missing.path.string());
    FakeClock later;
    later.set(desk.clock.now());
    Book book = Book::in_memory(fixed_options(later, 2));
    for (const ImportFile& each : book.exchange().files(folder / "out"))
      if (each.path != missing.path) book.exchange().import_file(each.path);
    later.advance(std::chrono::hours(5));
    for (int i = 0; i < 3; ++i) book.automation().sweep();
    std::int64_t told = 0;
    book.outbox().deliver([&](const Notification&) { ++told; }, 1000);
    CHECK(book.outbox().pending().empty());
    CHECK(told == book.notifications().count() -
                      book.notifications().count(where<&Notification::state> == Delivery::withdrawn));
  }
}

TEST_CASE("what a host does at random goes out and comes back") {
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    CAPTURE(seed);
    const FakeClock clock;
    Book book = Book::in_memory(fixed_options(clock, seed));
    RandomVerbs verbs(book, seed);
    for (int i = 0; i < 400; ++i) verbs.step();
    book.act_as({});
    check_round_trip(book, seed % 2 == 0 ? Exchange::Form::csv : Exchange::Form::json_lines);
  }
}

TEST_CASE("random text survives CSV and JSON Lines") {
  const std::vector<std::string> pieces{"a",    ",",        ";",    "\"", "\n", "\r\n", "\r", " ",
                                        "\t",   "é",        "🦊", "'",  "\\", "{",    "}",  "null",
                                        "=1+1", "\xC2\xA0", "|",    "0",  "-",  "​"};
  Random random(11);
  const FakeClock clock;
  Book book = Book::in_memory(fixed_options(clock));
  for (int i = 0; i < 300; ++i) {
    Team team{.name = std::to_string(i)};
    const auto text = [&] {
      std::string made;
      for (std::size_t n = random.below(12); n > 0; --n) made += random.of(pieces);
      return made + "x";
    };
    team.name += text();
    if (random.one_in(2)) team.description = text();
    book.teams().add(team);
  }
  check_round_trip(book, Exchange::Form::csv);
  check_round_trip(book, Exchange::Form::json_lines);
}

TEST_CASE("ids that are there already are rejected, and so is a restored row without one") {
  Desk desk;
  const Agent agent = desk.book.agents().add({.name = "Zoé"});
  desk.book.exchange().export_to(desk.folder / "out", Exchange::Form::csv);
  const ImportReport twice =
      desk.book.exchange().import_file(desk.folder / "out/agents.csv", ImportOptions{});
  CHECK(twice.rejected == 1);
  CHECK(twice.reasons[0] == "line 2: id: a record with this id is there already");
  const ImportReport none = desk.take(
      "id,deleted_at,name,description\n" + to_text(agent.id) + ",,A,\n,,B,\nx,,C,\n", {}, "teams.csv");
  CHECK(none.added == 1);
  CHECK(none.reasons[0] == "line 3: id: is required in a file that has ids");
}

TEST_CASE("what comes back from an export is no event: rules fired for it where it was") {
  for (const Exchange::Form form : {Exchange::Form::csv, Exchange::Form::json_lines}) {
    Desk desk;
    const auto sweep = [](Book& book) {
      std::size_t fired = 0;
      for (bool is_more = true; is_more;) {
        const Sweep swept = book.automation().sweep();
        fired += swept.firings.size();
        is_more = swept.is_more;
      }
      return fired;
    };
    for (const std::string_view event : {"added", "imported"})
      desk.book.automation().adopt(
          {.rule = {.name = std::string(event), .of = "customer", .on = std::string(event)},
           .actions = {{.verb = RuleVerb::note, .value = "'Welcome'"}}});
    desk.book.customers().add({.name = "Acme"});
    CHECK(sweep(desk.book) == 1);
    const fs::path out = desk.folder / "out";
    desk.book.exchange().export_to(out, form);

    Desk other;
    other.book.exchange().import_folder(out);
    CHECK(other.book.automation().all().size() == 2);
    CHECK(sweep(other.book) == 0);
    CHECK(other.book.outbox().digest().empty());
    const Customer acme = other.book.customers().find(Condition()).records.at(0);
    CHECK(other.book.customers().history(acme.id).back().change.operation == Operation::restore);
    CHECK(other.book.journal().verify().findings.empty());
    // What happens from now on is one.
    const ImportReport report = other.take("name\nBell\n", {}, "customers.csv");
    CHECK(report.added == 1);
    CHECK(sweep(other.book) == 2);

    Desk lived_in;
    lived_in.book.customers().add({.name = "Old"});
    lived_in.book.exchange().import_folder(out);
    CHECK(sweep(lived_in.book) == 0);
  }
}

TEST_CASE("an export leaves out what the acting agent may not read, and kinds without records") {
  Desk desk;
  const Customer acme = desk.book.customers().add({.name = "Acme"});
  const Agent zoe = desk.book.agents().add({.name = "Zoé"});
  const Agent bob = desk.book.agents().add({.name = "Bob"});
  for (const Agent* author : {&zoe, &bob}) {
    desk.book.act_as(author->id);
    desk.book.interactions().add(
        {.customer = acme.id, .subject = author->name, .visibility = Visibility::author});
  }
  const fs::path out = desk.folder / "out";
  fs::create_directory(out);
  write_file(out / "needs.csv", "what an older export left");
  desk.book.act_as(bob.id);
  std::int64_t heard = 0;
  CHECK(desk.book.exchange().export_to(out, Exchange::Form::csv, [&](std::int64_t done, std::int64_t all) {
    CHECK(done <= all);
    heard = done;
  }) == 4);
  CHECK(heard == 4);
  const std::string interactions = bytes_of_file(out / "interactions.csv");
  CHECK(interactions.find("Bob") != std::string::npos);
  CHECK(interactions.find("Zoé") == std::string::npos);
  CHECK_FALSE(fs::exists(out / "needs.csv"));
  CHECK(bytes_of_file(out / "agents.csv")
            .starts_with("id,deleted_at,name,email,external_id,team,supervisor,skills,languages,"));
  desk.book.act_as({});
  CHECK(desk.book.exchange().export_to(out, Exchange::Form::json_lines) == 5);
  write_file(desk.folder / "file", "");
  CHECK(error_of([&] { desk.book.exchange().export_to(desk.folder / "file", Exchange::Form::csv); }).code() ==
        Code::io);
}

TEST_CASE("an export as an agent leaves out what leads to the notes of others, and comes back") {
  World world;
  Book& book = world.book;
  const Agent bob = book.agents().add({.name = "Bob"});
  book.act_as(world.agent.id);
  const Interaction note =
      book.interactions().add({.customer = world.acme.id, .visibility = Visibility::author});
  const Reference to_note = Reference::to(kind_of<Interaction>().number, note.id.uuid);
  book.needs().add({.customer = world.acme.id, .statement = "Backups", .source = note.id});
  book.consents().add({.customer = world.acme.id, .source = note.id});
  book.interactions().add({.customer = world.acme.id, .about = to_note});
  book.lifecycle().move(world.acme.id, Stage::awareness, {.evidence = {to_note, world.to(world.ana)}});
  for (const auto form : {Exchange::Form::csv, Exchange::Form::json_lines})
    for (const Agent& reader : {bob, world.agent}) {
      CAPTURE(reader.name);
      TemporaryFolder folder;
      book.act_as(reader.id);
      book.exchange().export_to(folder.path(), form);
      Book copy = Book::in_memory();
      for (const ImportReport& report : copy.exchange().import_folder(folder.path())) {
        CHECK(report.rejected == 0);
        CHECK(report.kind != "");
      }
      const bool is_own = reader.id == world.agent.id;
      const auto source = is_own ? std::optional(note.id) : std::nullopt;
      CHECK(copy.needs().find().records.at(0).source == source);
      CHECK(copy.consents().find().records.at(0).source == source);
      CHECK(copy.interactions().count(where<&Interaction::about>.present()) == (is_own ? 1 : 0));
      CHECK(copy.stage_moves().find().records.at(0).evidence.size() == (is_own ? 2 : 1));
    }
}

TEST_CASE("an export with deleted records comes back although something leads to them") {
  World world;
  Book& book = world.book;
  book.contact_points().add({.customer = world.acme.id, .value = "hello@acme.example"});
  book.interactions().add({.customer = world.ana.id, .participants = {world.acme.id}});
  book.customers().remove(world.acme);
  check_round_trip(book, Exchange::Form::csv);
  check_round_trip(book, Exchange::Form::json_lines);
}

TEST_CASE("two exports into one folder do not write into each other's files") {
  const FakeClock clock;
  const auto book_of = [&](std::size_t customers, const std::string& name) {
    Book book = Book::in_memory(fixed_options(clock));
    book.transaction([&] {
      for (std::size_t i = 0; i < customers; ++i) book.customers().add({.name = name + std::to_string(i)});
    });
    return book;
  };
  Book slow = book_of(1500, "Slow ");
  Book fast = book_of(3, "Fast ");
  TemporaryFolder folder;
  bool in_between = false;
  slow.exchange().export_to(folder / "both", Exchange::Form::csv, [&](std::int64_t, std::int64_t) {
    if (!std::exchange(in_between, true)) fast.exchange().export_to(folder / "both", Exchange::Form::csv);
  });
  slow.exchange().export_to(folder / "alone", Exchange::Form::csv);
  CHECK(files_in(folder / "both") == files_in(folder / "alone"));
}

TEST_CASE("trouble of the file system is an error of the library") {
  Desk desk;
  fs::create_symlink(desk.folder / "loop.csv", desk.folder / "loop.csv");
  const Error loop = error_of([&] { desk.book.exchange().import_folder(desk.folder.path()); });
  CHECK(loop.code() == Code::io);
  CHECK(loop.message().find("loop.csv cannot be read") != std::string::npos);
  CHECK(error_of([&] { desk.book.exchange().files(desk.folder / "none"); }).code() == Code::io);
}

TEST_CASE("files of a folder that cannot be read are told, and the others are taken") {
  Desk desk;
  desk.file("empty.csv", "");
  desk.file("clients.csv", "company\nAcme\n");
  const auto files = desk.book.exchange().files(desk.folder.path());
  REQUIRE(files.size() == 2);
  CHECK(files[0].trouble.empty());
  CHECK(files[1].trouble == "empty.csv has no header: its first line must name the columns");
  const auto reports = desk.book.exchange().import_folder(desk.folder.path());
  REQUIRE(reports.size() == 2);
  CHECK(reports[0].added == 1);
  CHECK(reports[1].kind.empty());
  CHECK(reports[1].reasons == std::vector<std::string>{files[1].trouble});
}

TEST_CASE("a folder of other programs' files is taken in the order of references") {
  Desk desk;
  desk.file("accounts.csv", "account,sales_agent\nAcme,Ana\n");
  desk.file("pipeline.csv",
            "opportunity_id,account,deal_stage,engage_date\n1,Acme,Engaging,2025-03-01\n2,,Won,\n");
  desk.file("team.csv", "sales_agent,regional_office\nAna,West\n");
  desk.file("products.csv", "product,price\nSafe,5\n");
  desk.file("notes.txt", "name\nNobody\n");
  desk.file("old.rejects.csv", "rejected_because,name\nx,Nobody\n");
  fs::create_directory(desk.folder / "bad");
  std::vector<std::string> planned;
  for (const ImportFile& each : desk.book.exchange().files(desk.folder.path()))
    planned.push_back(each.path.filename().string() + " " + each.plan.kind);
  CHECK(planned == std::vector<std::string>{"team.csv agent", "accounts.csv customer",
                                            "pipeline.csv opportunity", "products.csv "});
  const auto reports = desk.book.exchange().import_folder(
      desk.folder.path(), {.rejects = desk.folder / "bad", .add_missing = true});
  std::vector<std::string> seen;
  for (const ImportReport& each : reports)
    seen.push_back(each.file + " " + each.kind + " " + std::to_string(each.added));
  CHECK(seen == std::vector<std::string>{"team.csv agent 1", "accounts.csv customer 1",
                                         "pipeline.csv opportunity 1", "products.csv  0"});
  CHECK(reports[2].rejects == desk.folder / "bad/pipeline.rejects.csv");
  CHECK(reports[3].reasons == std::vector<std::string>{"it does not tell what its rows are"});
  CHECK(error_of([&] { desk.book.exchange().import_folder(desk.folder / "none"); }).code() == Code::io);
}
