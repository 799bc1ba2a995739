// Expressions: conditions as text, in CEL, the Common Expression Language of Kubernetes, Envoy and Firebase.
//
// Hosts, segments, guards and rules say "which" and "when" in it. A record's fields stand by their names, the
// record itself by the name of its kind, and a field that refers to another record leads to that record's
// fields: owner.team.name. An expression is parsed and checked once against the descriptions: unknown names,
// wrong types and enumeration values that do not exist are errors with line, column and the nearest name,
// before anything is read. It cannot loop, call out or change anything, and it stops with an error when it
// costs too much.
//
// An absent field is null: `employees == null`, has(customer.employees). What lies behind an absent reference
// is null, too. Null is equal to nothing but null, and comparing it by < or > is an error. A record for which
// an expression is an error is not chosen; && and || absorb an error where the other side decides.
//
// Ids and enumerations are texts, instants are timestamps, calendar days are dates: date('2026-11-22'). Money
// has .minor and .currency, dates have .year, .month and .day. docs/expressions.md lists every function.
//
// The same expression runs in memory and as SQL, where indexes answer what they can; explain() shows which
// part is which. Values are bound, never pasted into SQL.
//
// Not here: conditions written with members (condition.hpp), full-text search (search.hpp).
// Threads: an Expression belongs to its book and is used by one thread at a time.
//
//   auto quiet = book.customers().expression(
//       "stage == 'commitment' && owner.team.name == 'Paris' && days_since(since) > 30");
//   for (const Customer& each : book.customers().find(quiet).records) show(each.name);
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace rapport {

class Session;
struct Kind;

// How a search by expression is done.
struct Explanation {
  std::string sql{};                  // what the database is asked, with a ? for each value
  std::vector<std::string> values{};  // of the question marks
  std::string afterwards{};           // what is evaluated on the rows that come; empty for nothing
  std::vector<std::string> fields{};  // what the expression reads: "stage", "owner.team.name"
};

namespace detail {

class Filter;  // src/engines/filter.hpp
std::shared_ptr<Filter> make_filter(Session& session, const Kind& kind, std::string_view text);
std::shared_ptr<Filter> make_segment(Session& session, const Kind& kind, std::string_view name);
bool holds(Filter& filter, const void* record);
Explanation explain(Filter& filter);
const std::string& text_of(const Filter& filter) noexcept;

}  // namespace detail

// A checked expression about records of one kind that says yes or no.
template <class R>
class Expression {
 public:
  explicit Expression(std::shared_ptr<detail::Filter> filter) : filter_(std::move(filter)) {}

  // Whether it is true of a record, which need not be stored. References are looked up in the book. Throws
  // invalid when the evaluation costs too much.
  bool holds(const R& record) const { return detail::holds(*filter_, &record); }

  Explanation explain() const { return detail::explain(*filter_); }
  const std::string& text() const noexcept { return detail::text_of(*filter_); }

  const std::shared_ptr<detail::Filter>& filter() const noexcept { return filter_; }

 private:
  std::shared_ptr<detail::Filter> filter_;
};

}  // namespace rapport
