// The teller: how values are told to people. Times in their zone, durations in words, a referred record by
// what it is called, a stage in its colour.
//
// Threads: as the book.
//
//   Teller teller(&book, Zone("Europe/Paris"));
//   table.add({teller.moment(commit.at), teller.name(kind_of<Agent>(), agent.uuid)});
#pragma once

#include <cctz/time_zone.h>

#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "command/terminal.hpp"
#include "kernel/kind.hpp"
#include "kernel/text.hpp"
#include "rapport/book.hpp"

namespace rapport::command {

class Zone {
 public:
  // An IANA name. Throws invalid.
  explicit Zone(std::string_view name);

  // "2026-11-20 14:03"
  std::string moment(Instant at) const;
  // "2026-11-20"
  std::string day(Instant at) const;
  Instant begin_of(Date day) const;

 private:
  cctz::time_zone zone_;
};

// "34 days", "1 hour": the largest unit that fits, rounded down.
std::string in_words(Duration duration);

// "works_for" as "works for".
std::string spaced(std::string_view name);

using text::counted;

terminal::Style style_of(Stage stage);
terminal::Style style_of(CaseState state);
terminal::Cell stage_cell(Stage stage);
terminal::Cell state_cell(CaseState state);

// A column of what means something only as a whole: ids, moments, stages.
terminal::Column whole_column(std::string_view header);

// Spells side by side, each as long as it lasted, told apart by colour and by shade.
std::string spell_bar(const terminal::Screen& screen, const std::vector<Spell>& spells, Instant until);

class Teller {
 public:
  // No book: referred records are told by their ids.
  Teller(Book* book, Zone zone) : book_(book), zone_(zone) {}

  std::string moment(Instant at) const { return zone_.moment(at); }
  std::string day(Instant at) const { return zone_.day(at); }

  // What a record is called, or its kind and id when it has no name.
  const std::string& name(const Reference& record);
  const std::string& name(const Kind& kind, const Uuid& id) { return name(Reference::to(kind.number, id)); }
  template <class R>
  std::string name(const std::optional<Id<R>>& id) {
    return id ? name(kind_of<R>(), id->uuid) : std::string();
  }

  // A field's value, from its text form or from a record; empty for no value.
  std::string value(const Field& field, const std::optional<std::string>& text);
  std::string value(const Field& field, const void* record);
  terminal::Cell cell(const Field& field, const void* record);

  // Every field that has a value, but for those that everybody knows here; the id comes last.
  std::string facts(const terminal::Screen& screen, const Kind& kind, const void* record,
                    std::initializer_list<const Field*> without);

  struct Columns {
    bool ids = false;                // begin with the record's id, to be copied
    std::size_t most = 7;            // fields, the most telling ones
    const Field* without = nullptr;  // one that everybody knows here
  };
  // Records of one kind by their most telling fields; fields that none of them has are left out.
  terminal::Table table(const Kind& kind, const std::vector<const void*>& records, const Columns& columns);
  template <class R>
  terminal::Table table(const std::vector<R>& records, const Columns& columns) {
    std::vector<const void*> pointers;
    for (const R& each : records) pointers.push_back(&each);
    return table(kind_of<R>(), pointers, columns);
  }

 private:
  Book* book_;
  Zone zone_;
  std::map<Reference, std::string> names_;
};

// What happened to a customer, one row each.
class Happenings {
 public:
  Happenings(Teller& teller, bool with_customer);
  void add(const Kind& kind, const void* record, Instant at, Id<Customer> customer);
  std::string render(const terminal::Screen& screen) const { return table_.render(screen); }

 private:
  Teller& teller_;
  bool with_customer_;
  terminal::Table table_;
};

}  // namespace rapport::command
