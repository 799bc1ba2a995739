// What one row becomes: every record is checked before the first is written, so that a bad row leaves nothing
// behind and a good one costs no savepoint.
#pragma once

#include <utility>
#include <vector>

#include "engines/records.hpp"

namespace rapport {

class RowRecords {
 public:
  explicit RowRecords(Session& session) : session_(session) {}
  ~RowRecords() { end(); }
  RowRecords(const RowRecords&) = delete;
  RowRecords& operator=(const RowRecords&) = delete;

  void begin() { session_.begin_row(); }
  // Forgets what was checked and not written.
  void end() {
    records_.clear();
    session_.end_row();
  }

  // Checks a record, which has its id from now on, and keeps its address until write() or end(). Throws what
  // makes the row a bad one.
  void add(const Kind& kind, void* record, Origin origin = Origin::call);
  template <class R>
  void add(R& record) {
    add(kind_of<R>(), &record);
  }
  // Takes the last one back.
  void drop() { records_.pop_back(); }

  // Writes them in their order. What only writing finds makes the row a bad one when it concerns the first
  // record; after that it ends the import, which is as it should be: something is wrong with the book.
  void write();

 private:
  struct Checked {
    const Kind* kind;
    void* record;
    Origin origin;
  };
  void need_unique(const Kind& kind, const void* record);

  Session& session_;
  std::vector<Checked> records_;
};

}  // namespace rapport
