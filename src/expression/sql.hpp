// From expressions to SQL: the part of a filter that the database can answer, as a WHERE clause with bound
// values, and the rest, which is evaluated on the rows that this lets through.
//
// Both ways mean the same. An evaluation's error and SQL's NULL follow the same rules through AND, OR and NOT;
// where a row is only chosen or not, an error, NULL and false are alike. What could differ (arithmetic that
// may overflow, regular expressions, lists, ...) has no SQL form and stays behind.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "expression/syntax.hpp"
#include "kernel/value.hpp"

namespace rapport::cel {

// SQL text and the values of its question marks, in order.
struct Fragment {
  std::string text;
  std::vector<OwnedValue> values;

  Fragment& operator+=(std::string_view more) {
    text += more;
    return *this;
  }
  Fragment& operator+=(const Fragment& more) {
    text += more.text;
    values.insert(values.end(), more.values.begin(), more.values.end());
    return *this;
  }
};

// A bound value for people: 'text', 42, X'0190...'.
std::string shown(const OwnedValue& value);

struct Split {
  Fragment where;                   // empty text: every row
  std::vector<std::uint32_t> rest;  // nodes that must all be true, too
};

struct SqlOptions {
  Instant now{};
  bool with_deleted = false;
  // The condition under which the acting agent may read records of a kind; empty text for all of them.
  std::function<Fragment(const Kind&)> readable;
};

// The program is checked over records of the kind and says yes or no.
Split to_sql(const Program& program, const Kind& kind, const SqlOptions& options);

}  // namespace rapport::cel
