// Collections: how the records of one kind are added, read, found, changed and removed.
//
// Every kind has the same verbs. Each verb is one transaction and one commit of the journal (inside
// Book::transaction it joins the commit of that). Records are values: what is returned is a copy of the row.
//
// An update is compare-and-set: it takes the whole record as read and changed, and fails with Code::conflict
// when somebody wrote it in between. Removing leaves a tombstone: references still resolve to it through
// get(), find() and count() pass over it, and its e-mail address or number is free again.
//
// Pages are cut by key, so page ten thousand costs what the first one costs and rows written meanwhile shift
// nothing.
//
// Not here: conditions (condition.hpp) and expressions (expression.hpp). Threads: as the book.
//
//   Customer acme = book.customers().get(id);
//   acme.industry = "hardware";
//   acme = book.customers().update(acme, {.reason = "said so on the phone"});
//   Paging paging;
//   do {
//     auto page = book.customers().find({}, paging);
//     show(page.records);
//     paging.after = page.next;
//   } while (!paging.after.empty());
#pragma once

#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "rapport/condition.hpp"
#include "rapport/describe.hpp"
#include "rapport/expression.hpp"
#include "rapport/journal.hpp"

namespace rapport {

struct Kind;  // a description at run time; src/kernel/kind.hpp

// The run-time description of each kind of the catalogue.
template <class R>
const Kind& kind_of();

// By which field to order; the field must be indexed or unique. Field 0: by id, which is the order of adding,
// except that records brought back from an export keep their ids.
struct Order {
  int field = 0;
  bool descending = false;
};
template <auto member>
constexpr Order order_by() {
  static_assert(description_of<member>.traits.indexed || description_of<member>.traits.unique,
                "ordering needs an indexed field");
  return {description_of<member>.number, false};
}
constexpr Order descending(Order order = {}) { return {order.field, true}; }

struct Paging {
  std::size_t limit = 50;  // 1 to 10,000
  std::string after{};     // Page::next of the page before; empty for the first page
  Order order{};
  bool include_deleted = false;
};

template <class R>
struct Page {
  std::vector<R> records{};
  std::string next{};  // empty when there is no further page
  // True while there is something to show.
  explicit operator bool() const noexcept { return !records.empty(); }
};

namespace detail {

// Where found records go: `slot` makes room for one more and returns its address.
struct Receiver {
  void* context;
  void* (*slot)(void* context);
};
template <class R>
Receiver receiver(std::vector<R>& records) {
  return {&records,
          [](void* context) -> void* { return &static_cast<std::vector<R>*>(context)->emplace_back(); }};
}

void add(Session& session, const Kind& kind, void* record, const Because& because);
void update(Session& session, const Kind& kind, void* record, const Because& because);
void remove(Session& session, const Kind& kind, void* record, const Because& because);
bool get(Session& session, const Kind& kind, const Uuid& id, void* record);
[[noreturn]] void throw_not_found(const Kind& kind, const Uuid& id);
// Which records: those that meet the condition and, where there is one, the filter.
struct Which {
  Condition condition{};
  Filter* filter = nullptr;
};
std::string find(Session& session, const Kind& kind, const Which& which, const Paging& paging, Receiver to);
std::int64_t count(Session& session, const Kind& kind, const Which& which);
std::vector<HistoryEntry> history(Session& session, const Kind& kind, const Uuid& id);
bool as_of(Session& session, const Kind& kind, const Uuid& id, Instant at, void* record);

}  // namespace detail

template <class R>
class Records {
 public:
  explicit Records(Session& session) : session_(&session) {}

  // Adds a record and returns it as stored, with its id, its version and what the book filled in. The id and
  // version of the argument are ignored. Throws invalid, missing_reference, duplicate, not_allowed, busy,
  // full.
  R add(R record, const Because& because = {}) {
    detail::add(*session_, kind_of<R>(), &record, because);
    return record;
  }

  // The record, also when it is deleted. Throws not_found.
  R get(Id<R> id) const {
    R record;
    if (!detail::get(*session_, kind_of<R>(), id.uuid, &record))
      detail::throw_not_found(kind_of<R>(), id.uuid);
    return record;
  }

  // The record, also when it is deleted; absent when there is none.
  std::optional<R> find(Id<R> id) const {
    std::optional<R> record{std::in_place};
    if (!detail::get(*session_, kind_of<R>(), id.uuid, &*record)) record.reset();
    return record;
  }

  // One page of the live records that meet the condition.
  Page<R> find(const Condition& condition = {}, const Paging& paging = {}) const {
    Page<R> page;
    page.next = detail::find(*session_, kind_of<R>(), {condition}, paging, detail::receiver(page.records));
    return page;
  }
  // The same by an expression; by its text it is checked each time. Throws invalid with the place in the
  // text, misuse for an expression of another book.
  Page<R> find(const Expression<R>& expression, const Paging& paging = {}) const {
    Page<R> page;
    page.next = detail::find(*session_, kind_of<R>(), {{}, expression.filter().get()}, paging,
                             detail::receiver(page.records));
    return page;
  }
  template <std::convertible_to<std::string_view> Text>
  Page<R> find(const Text& text, const Paging& paging = {}) const {
    return find(expression(text), paging);
  }

  // A checked expression over these records, to use again and again. Throws invalid with the
  // place in the text.
  Expression<R> expression(std::string_view text) const {
    return Expression<R>(detail::make_filter(*session_, kind_of<R>(), text));
  }
  // The expression of a segment (segments.hpp). Throws not_found, and invalid for one about other records.
  Expression<R> segment(std::string_view name) const {
    return Expression<R>(detail::make_segment(*session_, kind_of<R>(), name));
  }

  // Calls `visit` with every live record that is meant, in the order of their ids, holding one page in memory.
  // The visitor may write; it may return false to stop. `which` is a condition, an expression or its text.
  template <class Selection = Condition, class F>
  void for_each(const Selection& which, F&& visit) const {
    if constexpr (std::convertible_to<Selection, std::string_view>) {
      return for_each(expression(which), std::forward<F>(visit));
    } else {
      visit_pages(which, std::forward<F>(visit));
    }
  }
  // How many live records are meant. Cost: as many rows or index entries are read.
  std::int64_t count(const Condition& condition = {}) const {
    return detail::count(*session_, kind_of<R>(), {condition});
  }
  std::int64_t count(const Expression<R>& expression) const {
    return detail::count(*session_, kind_of<R>(), {{}, expression.filter().get()});
  }
  template <std::convertible_to<std::string_view> Text>
  std::int64_t count(const Text& text) const {
    return count(expression(text));
  }

  // Writes the fields that differ from what is stored and returns the record with its new version; when none
  // differs nothing is written. Throws not_found, conflict (stale version), invalid, missing_reference,
  // duplicate, not_allowed (deleted, or a field that cannot change), busy, full.
  R update(R record, const Because& because = {}) {
    detail::update(*session_, kind_of<R>(), &record, because);
    return record;
  }

  // Deletes the record if its version is still the one given, and returns its tombstone. Deleting it again is
  // not an error. Throws not_found, conflict, not_allowed, busy, full.
  R remove(R record, const Because& because = {}) {
    detail::remove(*session_, kind_of<R>(), &record, because);
    return record;
  }

  // Every change of the record, newest first, with the fields before and after. Throws not_found.
  std::vector<HistoryEntry> history(Id<R> id) const {
    return detail::history(*session_, kind_of<R>(), id.uuid);
  }

  // The record as it was at an instant; absent when it had not been added yet. Throws not_found when there is
  // none.
  std::optional<R> as_of(Id<R> id, Instant at) const {
    std::optional<R> record{std::in_place};
    if (!detail::as_of(*session_, kind_of<R>(), id.uuid, at, &*record)) record.reset();
    return record;
  }

 protected:
  Session* session_;

 private:
  template <class Selection, class F>
  void visit_pages(const Selection& which, F&& visit) const {
    Paging paging{.limit = 500};
    do {
      Page<R> page = find(which, paging);
      for (R& record : page.records) {
        if constexpr (std::same_as<std::invoke_result_t<F&, R&>, bool>) {
          if (!visit(record)) return;
        } else {
          visit(record);
        }
      }
      paging.after = std::move(page.next);
    } while (!paging.after.empty());
  }
};

}  // namespace rapport
