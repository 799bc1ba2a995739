#include "exchange/rejects.hpp"

#include <fmt/format.h>

#include "kernel/form.hpp"

namespace rapport {

std::string reason_of(const SourceRow& row) { return fmt::format("line {}: {}", row.line, row.reason); }

void RejectFile::add(const SourceRow& row) {
  if (!file_.is_written()) file_.write(header());
  file_.write(record(reason_of(row), row));
}

std::string CsvRejects::header() const {
  std::vector<std::string_view> names{rejected_because};
  names.insert(names.end(), columns_.begin(), columns_.end());
  std::string text;
  csv::append_record(text, names, delimiter_);
  return text;
}

std::string CsvRejects::record(std::string_view because, const SourceRow& row) const {
  std::vector<std::string_view> fields{because};
  fields.insert(fields.end(), row.fields.begin(), row.fields.end());
  std::string text;
  csv::append_record(text, fields, delimiter_);
  return text;
}

std::string JsonRejects::record(std::string_view because, const SourceRow& row) const {
  return rejected_json(because, row.fields.front()) + "\n";
}

}  // namespace rapport
