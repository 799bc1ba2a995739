// Records of a kind that is known at run time only, for `list`, `add` and the other verbs that take the kind
// as an argument: reading them, and how people name one, by id, by what they call it, or by how that begins.
//
// Not here: writing them, which detail::add and its like do (rapport/records.hpp).
// Threads: as the book.
//
//   const Kind& kind = kind_named("customers");
//   AnyRecord acme = get(book, kind, find_one(book, kind, "Acme"));
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

// Throws not_found.
AnyRecord get(const Book& book, const Kind& kind, const Uuid& id);
AnyPage find(const Book& book, const Kind& kind, const detail::Which& which, const Paging& paging);

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

// A message in which agents stand by their ids, as in errors of the library, with their names instead.
std::string with_names_of_agents(Book& book, std::string message);
// Does what may be refused in such words.
template <class F>
auto with_names(Book& book, F&& work) {
  try {
    return work();
  } catch (const Error& error) {
    throw Error(error.code(), with_names_of_agents(book, error.message()),
                {error.kind(), error.record(), error.field()});
  }
}

// Sets a field from its text form; a record that is referred to may be named as people name it.
void assign(Book& book, AnyRecord& record, const Field& field, std::string_view text);
// "industry=food"
void assign(Book& book, AnyRecord& record, std::string_view assignment);

}  // namespace rapport::command
