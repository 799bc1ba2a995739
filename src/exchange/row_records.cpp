#include "exchange/row_records.hpp"

#include "exchange/lookup.hpp"
#include "kernel/validate.hpp"

namespace rapport {

void RowRecords::add(const Kind& kind, void* record, Origin origin) {
  prepare_record(session_, kind, record, origin);
  if (!records_.empty()) need_unique(kind, record);
  records_.push_back({&kind, record, origin});
}

// The first record of a row may leave this to the index.
void RowRecords::need_unique(const Kind& kind, const void* record) {
  for (const Field& field : kind.fields) {
    const Value value = field.traits.unique ? field.columns[0].get(record) : Value{};
    if (!value.is_nothing() && find_by(session_, kind, field, value))
      throw Error(Code::duplicate, "another record has it already", place_of(kind, record, field));
  }
}

void RowRecords::write() {
  for (const Checked& each : records_) write_record(session_, *each.kind, each.record, each.origin);
  end();
}

}  // namespace rapport
