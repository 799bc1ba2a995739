// Book: one file with everything about your customers, and the door to every room.
//
// A book is opened on a path or in memory. Several books, threads and processes may have the same file open:
// readers never wait, writers take turns. Files are SQLite databases in WAL mode with a documented schema
// (docs/schema.sql); read them with any SQLite tool, write them only through rapport.
//
// Not here: the rooms themselves (people.hpp, lifecycle.hpp, interactions.hpp, timeline.hpp, search.hpp,
// exchange.hpp).
// Threads: a Book is used by one thread at a time; open as many as you like.
//
//   auto book = rapport::Book::open("acme.rapport");
//   book.transaction([&] {
//     auto acme = book.customers().add({.name = "Acme"});
//     book.interactions().add({.customer = acme.id, .subject = "First call"});
//   });
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "rapport/calendar.hpp"
#include "rapport/cases.hpp"
#include "rapport/error.hpp"
#include "rapport/escalations.hpp"
#include "rapport/exchange.hpp"
#include "rapport/interactions.hpp"
#include "rapport/journal.hpp"
#include "rapport/lifecycle.hpp"
#include "rapport/measures.hpp"
#include "rapport/options.hpp"
#include "rapport/outbox.hpp"
#include "rapport/overview.hpp"
#include "rapport/people.hpp"
#include "rapport/problems.hpp"
#include "rapport/records.hpp"
#include "rapport/routing.hpp"
#include "rapport/rules.hpp"
#include "rapport/search.hpp"
#include "rapport/segments.hpp"
#include "rapport/service_levels.hpp"
#include "rapport/tasks.hpp"
#include "rapport/timeline.hpp"

namespace rapport {

class Work;
class Book;

namespace detail {
// For the library's own tools, which know kinds at run time only.
Session& session_of(const Book& book);
}  // namespace detail

class Book {
 public:
  // Opens a book and makes it when there is none. Throws not_a_book, newer_format, corrupt, read_only, busy,
  // io.
  static Book open(const std::filesystem::path& path, Options options = {});
  // A book that lives in memory and ends with this object.
  static Book in_memory(Options options = {});

  Book(Book&&) noexcept;
  Book& operator=(Book&&) noexcept;
  // Rolls back a transaction that is still open. To learn of trouble while closing, call close().
  ~Book();

  // Writes what is outstanding and gives the file back. Later calls throw misuse. Closing twice is not an
  // error.
  void close();

  // From now on verbs are this agent's and personal notes of others are out of sight; nobody: the host
  // program.
  void act_as(std::optional<Id<Agent>> agent);
  std::optional<Id<Agent>> actor() const;

  // Runs `work` as one transaction and one commit and returns what it returns; when it throws, nothing of it
  // remains. Transactions inside it join it: a failed inner one leaves nothing behind and the outer may go
  // on.
  template <class F>
  std::invoke_result_t<F&> transaction(F&& work, const Because& because = {}) {
    Joined joined(*this, because);
    if constexpr (std::is_void_v<std::invoke_result_t<F&>>) {
      work();
      joined.commit();
    } else {
      std::invoke_result_t<F&> result = work();
      joined.commit();
      return result;
    }
  }

  // Collections, one for each kind.
  template <class R>
  Records<R> records() {
    return Records<R>(session());
  }
  Records<Customer> customers() { return records<Customer>(); }
  Records<ContactPoint> contact_points() { return records<ContactPoint>(); }
  Records<Connection> connections() { return records<Connection>(); }
  Records<Team> teams() { return records<Team>(); }
  Records<Agent> agents() { return records<Agent>(); }
  Records<Ownership> ownerships() { return records<Ownership>(); }
  Records<Need> needs() { return records<Need>(); }
  Records<Consent> consents() { return records<Consent>(); }
  Records<Interaction> interactions() { return records<Interaction>(); }
  Records<StageMove> stage_moves() { return records<StageMove>(); }
  Records<AllowedMove> allowed_moves() { return records<AllowedMove>(); }
  Records<ImportBatch> import_batches() { return records<ImportBatch>(); }
  Records<Segment> segments() { return records<Segment>(); }
  Records<Calendar> calendars() { return records<Calendar>(); }
  Records<Case> cases() { return records<Case>(); }
  Records<CaseEvent> case_events() { return records<CaseEvent>(); }
  Records<ServiceLevel> service_levels() { return records<ServiceLevel>(); }
  Records<Target> targets() { return records<Target>(); }
  Records<Clock> clocks() { return records<Clock>(); }
  Records<Absence> absences() { return records<Absence>(); }
  Records<Problem> problems() { return records<Problem>(); }
  Records<ProblemNotice> problem_notices() { return records<ProblemNotice>(); }
  Records<Task> tasks() { return records<Task>(); }
  Records<Rule> rules() { return records<Rule>(); }
  Records<RuleAction> rule_actions() { return records<RuleAction>(); }
  Records<Firing> firings() { return records<Firing>(); }
  Records<Ladder> ladders() { return records<Ladder>(); }
  Records<Rung> rungs() { return records<Rung>(); }
  Records<Escalation> escalations() { return records<Escalation>(); }
  Records<Notification> notifications() { return records<Notification>(); }

  // Rooms.
  People people() { return People(session()); }
  Lifecycle lifecycle() { return Lifecycle(session()); }
  Service service() { return Service(session()); }
  Timekeeping timekeeping() { return Timekeeping(session()); }
  Measures measures() { return Measures(session()); }
  Routing routing() { return Routing(session()); }
  ProblemManagement problem_management() { return ProblemManagement(session()); }
  Automation automation() { return Automation(session()); }
  Supervision supervision() { return Supervision(session()); }
  Outbox outbox() { return Outbox(session()); }
  Exchange exchange() { return Exchange(session()); }
  Journal journal() { return Journal(session()); }

  // What happened to a customer, newest first (timeline.hpp). Throws not_found.
  Timeline timeline(Id<Customer> customer, const TimelinePaging& paging = {});

  // Everything about one customer, with at most so many of the newest interactions. Throws not_found.
  Overview overview(Id<Customer> customer, std::size_t interactions = 20);

  // Full-text search (search.hpp).
  std::vector<SearchHit> search(std::string_view words, const SearchOptions& options = {});
  // Brings the search index up to date with the journal, at most `limit` changes of it; returns how many are
  // left.
  std::int64_t catch_up_search(std::int64_t limit = 100000);

  // The present instant by the book's clock.
  Instant now() const;

 private:
  friend Session& detail::session_of(const Book& book);

  // A transaction or a part of one; rolls back unless committed.
  class Joined {
   public:
    Joined(Book& book, const Because& because);
    ~Joined();
    void commit();

   private:
    std::unique_ptr<Work> work_;
  };

  explicit Book(std::unique_ptr<Session> session);
  Session& session() const;  // throws misuse when closed

  std::unique_ptr<Session> session_;
};

}  // namespace rapport
