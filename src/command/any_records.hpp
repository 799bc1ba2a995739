// Records of a kind that is known at run time only: what Records<R> does, for `list`, `add` and the other
// verbs that take the kind as an argument. And how people name a record: by id, by what they call it, or by
// how that begins.
//
// Threads: as the book.
//
//   const Kind& kind = kind_named("customers");
//   AnyRecords customers(book, kind);
//   AnyRecord acme = customers.get(find_one(book, kind, "Acme"));
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kernel/kind.hpp"
#include "rapport/book.hpp"

namespace rapport::command {

struct AnyPage {
  std::vector<AnyRecord> records;
  std::string next;
};

// Derives from a collection for its session, which is the same for all of them.
class AnyRecords : private Records<Customer> {
 public:
  AnyRecords(Book& book, const Kind& kind) : Records(book.customers()), kind_(&kind) {}

  // Throws not_found.
  AnyRecord get(const Uuid& id) const;
  AnyPage find(const detail::Which& which, const Paging& paging) const;
  std::int64_t count(const detail::Which& which = {{}}) const;
  // An expression over these records, or that of a segment. Throws invalid, unknown_name, not_found.
  std::shared_ptr<detail::Filter> expression(std::string_view text) const;
  std::shared_ptr<detail::Filter> segment(std::string_view name) const;
  void add(AnyRecord& record, const Because& because) const;
  void update(AnyRecord& record, const Because& because) const;
  void remove(AnyRecord& record, const Because& because) const;
  std::vector<HistoryEntry> history(const Uuid& id) const;

 private:
  const Kind* kind_;
};

// What people call the record: its name, its subject, or the first text it has; empty when it has none.
std::string label_of(const Kind& kind, const void* record);

// The one live record that the text names: its id, one of its unique values or natural keys, or the beginning
// of its name when only one begins so. Throws not_found; its message lists the candidates when there are
// several.
Uuid find_one(Book& book, const Kind& kind, std::string_view text);
template <class R>
Id<R> find_one(Book& book, std::string_view text) {
  return {find_one(book, kind_of<R>(), text)};
}

// "industry=food" in its two halves. Throws invalid.
std::pair<std::string_view, std::string_view> halves(std::string_view assignment);

// Sets "industry=food" on a record; a record that is referred to may be named as people name it.
void assign(Book& book, AnyRecord& record, std::string_view assignment);

}  // namespace rapport::command
