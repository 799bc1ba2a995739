// The competitor: the same work by hand, with SQLite's C functions and nothing between.
//
// It writes into a book's own tables and indexes under the same pragmas: statements are prepared once, values
// are bound without copies, journal and time-line rows are written too. It knows at compile time what the
// library reads from descriptions, keeps its counters in memory as only a single writer may, and computes no
// hashes unless asked to: its digests are bytes of the same size.
#pragma once

#include <sodium.h>

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data.hpp"
#include "rapport/id.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace rapport::bench {

using Text = std::optional<std::string>;
using Number = std::optional<std::int64_t>;

// Rows as a C++ program without a library would keep them.
struct InteractionRow {
  Uuid id, customer;
  std::int64_t version, at;
  std::string channel, direction, visibility;
  Number deleted_at, duration;
  std::optional<Uuid> agent, author;
  Text participants, subject, body, outcome, sentiment, about, external_id;
};
struct CustomerRow {
  Uuid id;
  std::int64_t version;
  std::string type, name, stage;
  Number deleted_at, since, employees, annual_revenue, founded, birthday;
  Text given_name, family_name, external_id, relationship, industry, currency, country, language, description;
  std::optional<Uuid> owner;
};
struct ContactPointRow {
  Uuid id, customer;
  std::int64_t version, is_primary, is_shared;
  std::string kind, value;
  Number deleted_at, verified_at, valid_from, valid_until;
  Text key, label, street, city, region, postal_code, country;
};
struct ConnectionRow {
  Uuid id, customer, other;
  std::int64_t version;
  std::string role;
  Number deleted_at, valid_from, valid_until;
  Text title;
};
struct NeedRow {
  Uuid id, customer;
  std::int64_t version;
  std::string aspect;
  Number deleted_at, budget, review_on;
  Text topic, statement, product, product_version, currency, technical_level;
  std::optional<Uuid> source;
  std::optional<double> confidence;
};
struct ConsentRow {
  Uuid id, customer;
  std::int64_t version;
  std::string purpose;
  Number deleted_at, given_at, withdrawn_at;
  Text channel, evidence;
  std::optional<Uuid> source;
};
struct StageMoveRow {
  Uuid id, customer;
  std::int64_t version, effective_at, recorded_at;
  std::string from_stage, to_stage;
  Number deleted_at;
  Text reason, evidence, ended_by, ending_cause;
  std::optional<Uuid> agent;
};
struct OverviewRows {
  CustomerRow customer;
  std::vector<ContactPointRow> contact_points;
  std::vector<ConnectionRow> connections;
  std::vector<NeedRow> needs;
  std::vector<ConsentRow> consents;
  std::vector<StageMoveRow> stage_moves;
  std::vector<InteractionRow> interactions;
};

// What a hand-written help desk knows of its one policy.
struct DeskRows {
  Uuid service_level{}, team{};
  std::optional<Uuid> assignee{};
  std::array<Uuid, 2> targets{};
  std::array<std::string_view, 2> kinds{"first_response", "resolution"};
  std::array<std::int64_t, 2> amounts{};  // microseconds of open time
  std::int64_t calendar_version = 0;
};

// An open case with one promise, about which a rule fires at an instant.
struct OpenCase {
  std::int64_t opened_at = 0;
  std::int64_t due_at = 0;
  std::int64_t fires_at = 0;
  bool is_urgent = false;
};

// What the row was before an update; an adding has none.
struct Replaced {
  std::int64_t version = 0;
  std::optional<std::string_view> values{};
};
// Of a commit.
struct CommitRow {
  std::optional<std::string_view> reason{};
  std::optional<std::array<unsigned char, 18>> cause{};
  std::optional<std::int64_t> at{};  // the present unless given
};

// Without them the columns of digests and hashes hold zeros.
enum class Hashes { none, computed };

class Hand {
 public:
  // The file must be a book.
  explicit Hand(const std::filesystem::path& book, Hashes hashes = Hashes::none);
  ~Hand();
  Hand(const Hand&) = delete;
  Hand& operator=(const Hand&) = delete;

  void begin();
  void commit(std::string_view verb, const CommitRow& row = {});
  Uuid add_customer(std::string_view name, std::string_view country);
  Uuid add_interaction(const Uuid& customer, const InteractionData& data);
  // A case with its opening and two clocks. `due` adds open time.
  Uuid open_case(const Uuid& customer, std::string_view subject, const DeskRows& desk,
                 const std::function<std::int64_t(std::int64_t, std::int64_t)>& due);
  // Gives it to the agent who has the fewest cases open.
  void route_case(const Uuid& of, const Uuid& team, const std::vector<Uuid>& agents);
  // Rows of cases that are closed, drawn at random, without journal and clocks: something to measure.
  void add_closed_cases(std::size_t count, const std::vector<Uuid>& customers, const std::vector<Uuid>& teams,
                        const std::vector<Uuid>& agents);
  // Rows of open cases with their opening, their clock (the first target's) and their place in the due index,
  // without journal: something to sweep.
  void add_open_cases(std::size_t count, const Uuid& customer, const DeskRows& desk, const Uuid& rule,
                      const std::function<OpenCase(std::size_t)>& timed);
  // Takes the urgent ones of what is due a level up, each in a commit of its own, a hundred in a transaction;
  // returns how many.
  std::size_t sweep(std::int64_t at, const Uuid& rule);
  // Each row a customer with an e-mail address and a telephone number; returns how many were added.
  std::size_t import_csv(const std::filesystem::path& csv);

  std::vector<InteractionRow> newest(const Uuid& customer, int limit);
  OverviewRows overview(const Uuid& customer, int interactions);

  std::vector<Uuid> customer_ids();
  // Everything that must be equal on both sides, as one text.
  std::string summary();
  // Of each column how many values it holds and how long they are together.
  std::string lengths();

 private:
  enum Sql : std::size_t;
  sqlite3_stmt* start(Sql which);
  void run(sqlite3_stmt* statement);
  bool row(sqlite3_stmt* statement);
  std::string answer(const std::string& question);
  void random(unsigned char* bytes, std::size_t size);
  Uuid make_id();
  void write_change(int kind, const Uuid& id, const Replaced& replaced = {});
  void begin_commit();
  void write_commit(std::string_view verb, const CommitRow& row = {});
  bool escalate(const Uuid& of, std::int64_t at, const Uuid& rule);
  void add_contact_point(const Uuid& customer, std::string_view kind, std::string_view value,
                         std::string_view key);
  bool is_taken(std::string_view key);
  template <class Row, class Read>
  std::vector<Row> all(Sql which, const Uuid& customer, Read read);
  // Adds fields, each behind its number, to the content whose digest the journal keeps.
  template <class Value, class... Rest>
  void hash(int field, const Value& value, const Rest&... rest);
  void hash_case(const Uuid& of);

  sqlite3* connection_ = nullptr;
  std::vector<sqlite3_stmt*> statements_;
  Hashes hashes_;
  std::string content_;
  std::vector<int> case_keys_;  // of its columns, in the content; 0 for the one that is left out
  crypto_generichash_state changes_{};
  std::array<unsigned char, 32> last_hash_{};
  std::int64_t commit_ = 0;
  std::int64_t change_ = 0;
  std::array<unsigned char, 4096> pool_{};
  std::size_t pool_left_ = 0;
  std::uint64_t last_millis_ = 0;
  unsigned counter_ = 0;
};

// That the library finds nothing wrong with what was written by hand, digests included. Reads the whole book.
void need_intact(const std::filesystem::path& book);

}  // namespace rapport::bench
