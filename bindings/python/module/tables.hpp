// Collections: the records of one kind, all of them or those that an expression chooses.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "books.hpp"
#include "records.hpp"

namespace rapport::python {

struct Table {
  BookPointer book;
  const Kind* kind;
  std::string which;  // an expression in CEL; empty for all records
};

// Walks a table page by page. What it reads is its own: writing meanwhile is allowed.
class Walk {
 public:
  Walk(const Table& table, std::size_t page);
  // The next page; empty at the end. Without the interpreter's lock while it reads.
  std::vector<HeldRecord> next_page();

 private:
  Table table_;
  std::size_t page_;
  std::shared_ptr<detail::Filter> filter_;
  std::string after_;
  bool ended_ = false;
};

// The C stream of Arrow in a capsule: one column for each field, two for money.
py::object arrow_stream(const Table& table);
// The same columns as buffers, for pandas.
py::list column_buffers(const Table& table);

}  // namespace rapport::python
