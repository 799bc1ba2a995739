#include "expressions.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <cstdio>
#include <map>
#include <memory>
#include <stdexcept>

#include "expression/checker.hpp"
#include "expression/evaluator.hpp"
#include "rapport/rapport.hpp"

namespace rapport {

// Two kinds as the expression of the benchmark wants them.
struct Client {
  Id<Client> id{};
  std::int64_t version = 0;
  std::optional<Instant> deleted_at{};
  std::string tier{};
};
template <>
inline constexpr auto description<Client> = describe<Client>({"client", "clients", 62, "Who has a ticket."},
                                                             field<&Client::tier>("tier", 4, "How dear."));
struct Ticket {
  Id<Ticket> id{};
  std::int64_t version = 0;
  std::optional<Instant> deleted_at{};
  std::int64_t priority = 0;
  std::string status{};
  Id<Client> customer{};
};
template <>
inline constexpr auto description<Ticket> = describe<Ticket>(
    {"ticket", "tickets", 63, "Something to do."}, field<&Ticket::priority>("priority", 4, "How urgent."),
    field<&Ticket::status>("status", 5, "How far."), field<&Ticket::customer>("customer", 6, "Whose."));
RAPPORT_KIND(Client)
RAPPORT_KIND(Ticket)

}  // namespace rapport

namespace rapport::bench {

namespace {

constexpr std::string_view long_text =
    "priority >= 3 && status in ['new', 'open'] && customer.tier == 'gold' && "
    "(status.startsWith('o') || !customer.tier.contains('silver')) && "
    "size(customer.tier) > 2 && priority * 2 < 100 && true";
constexpr std::string_view short_text =
    "priority >= 3 && status in ['new','open'] && customer.tier == 'gold'";

class OneClient : public cel::Loader {
 public:
  explicit OneClient(const Client& client) : client_(client) {}
  const void* load(const Kind&, const Uuid&) override { return &client_; }
  Value compute(const cel::Computed&, const Uuid&) override { return {}; }

 private:
  const Client& client_;
};

std::unique_ptr<cel::Program> compiled(std::string_view text) {
  auto program = std::make_unique<cel::Program>();
  program->text = text;
  cel::parse(*program);
  cel::check(*program, {.kind = &kind_of<Ticket>()});
  return program;
}

}  // namespace

void measure_language(Report& report) {
  const double compile = seconds_each(200, [] { compiled(long_text); });
  report.add({"expression",
              fmt::format("parse and check {} characters", long_text.size()),
              Unit::microseconds,
              compile,
              {},
              {},
              20e-6});

  const Client client{.tier = "gold"};
  const Ticket ticket{.priority = 4, .status = "open"};
  OneClient loader(client);
  const auto program = compiled(short_text);
  cel::Evaluator evaluator(*program);
  bool all = true;
  const double evaluate = seconds_each(
      10000, [&] { all = all && evaluator.evaluate({.record = &ticket, .loader = &loader}).boolean; });
  if (!all) throw std::runtime_error("the expression is not true");
  report.add({"expression", "evaluate on a record in memory", Unit::nanoseconds, evaluate, {}, {}, 150e-9});

  for (const auto& [what, seconds] : peers("expressions.mjs")) {
    const bool parsing = what.ends_with("parse");
    report.add({"expression", fmt::format("beside {}", what), Unit::microseconds,
                parsing ? compile : evaluate, seconds});
  }
}

namespace {

struct Closed {
  void operator()(sqlite3* connection) const { sqlite3_close(connection); }
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

void beside(Report& report, Book& book, sqlite3* by_hand, std::string_view what, std::string_view expression,
            const char* sql) {
  std::int64_t ours = 0;
  std::int64_t theirs = 0;
  const auto filter = book.interactions().expression(expression);
  if (!filter.explain().afterwards.empty()) throw std::runtime_error("the filter has a part without SQL");
  sqlite3_stmt* prepared = nullptr;
  if (sqlite3_prepare_v2(by_hand, sql, -1, &prepared, nullptr) != SQLITE_OK)
    throw std::runtime_error(sqlite3_errmsg(by_hand));
  const std::unique_ptr<sqlite3_stmt, Closed> statement(prepared);
  double best = 1e9;
  double best_by_hand = 1e9;
  for (int round = 0; round < 7; ++round) {
    const Stopwatch watch;
    ours = book.interactions().count(filter);
    best = std::min(best, watch.seconds());
    const Stopwatch other;
    sqlite3_step(prepared);
    theirs = sqlite3_column_int64(prepared, 0);
    best_by_hand = std::min(best_by_hand, other.seconds());
    sqlite3_reset(prepared);
  }
  if (ours != theirs || ours == 0)
    throw std::runtime_error(fmt::format("{}: {} by the expression, {} by hand", what, ours, theirs));
  report.add({"expression", std::string(what), Unit::milliseconds, best, best_by_hand, 1.1});
}

}  // namespace

void measure_filters(Report& report, const std::filesystem::path& path) {
  auto book = Book::open(path);
  sqlite3* opened = nullptr;
  if (sqlite3_open_v2(path.c_str(), &opened, SQLITE_OPEN_READWRITE, nullptr) != SQLITE_OK)
    throw std::runtime_error("the book cannot be opened by hand");
  const std::unique_ptr<sqlite3, Closed> by_hand(opened);
  sqlite3_exec(opened, "PRAGMA cache_size = -65536", nullptr, nullptr, nullptr);
  beside(report, book, opened, "filter over all interactions",
         "channel == 'email' && direction == 'inbound' && at > timestamp('2001-01-01T00:00:00Z')",
         "SELECT count(*) FROM interaction WHERE deleted_at IS NULL AND channel = 'email' AND direction = "
         "'inbound' "
         "AND at > 978307200000000");
  beside(report, book, opened, "filter through a reference",
         "customer.country == 'FR' && customer.stage == 'exploration'",
         "SELECT count(*) FROM interaction i JOIN customer c ON c.id = i.customer "
         "WHERE i.deleted_at IS NULL AND c.country = 'FR' AND c.stage = 'exploration'");
}

}  // namespace rapport::bench
