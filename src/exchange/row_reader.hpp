// Row reader: a plan made ready to be run. Each column is resolved once to a field or a target; a row then
// fills the fields of a record and the texts of the targets.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/lookup.hpp"
#include "exchange/values.hpp"

namespace rapport {

class RowReader {
 public:
  // The kind is null for rows that are no record. Throws unknown_name for a target that does not exist,
  // invalid for one that is given twice. Plan and options outlive the reader.
  RowReader(Session& session, const ImportPlan& plan, const ImportOptions& options, const Kind* kind);

  // Whether rows bring their ids, as those of an export do. Their values are taken to the letter.
  bool restores() const noexcept { return restores_; }

  // Begins a row. Throws invalid or missing_reference, naming the column.
  void read(std::span<const std::string_view> fields, void* record);

  // The row was bad: what was to be added for it is not.
  void give_up();

  // What the row has for a field; empty for nothing.
  std::string_view text_of(const Field& field, std::span<const std::string_view> fields) const;

  // Notes what later rows may call the record of this one, so that it is not added for them.
  void expect(std::span<const std::string_view> fields);

  // What the row has for a target, by its position in targets_of(); empty for nothing.
  const std::string& text(std::size_t target) const { return texts_[target]; }
  // The same as an amount. Throws invalid.
  Money money(std::size_t target) const;
  // The same error, naming the column of a target.
  [[noreturn]] void refuse(std::size_t target, const Error& error) const;
  // Calls and names the column of the target when it throws.
  template <class F>
  auto about(std::size_t target, F&& call) const {
    try {
      return call();
    } catch (const Error& error) {
      refuse(target, error);
    }
  }

  ValueReader values;
  RowRecords records;  // of the present row; what it names and the book does not know comes first
  Lookup lookup;

 private:
  struct Binding {
    std::size_t column;  // in the file
    const Field* field;  // null: a target
    std::size_t target;
    int digits;  // of the unit that its amounts are in
  };
  const Binding* binding_of(std::size_t target) const;
  void set(const Binding& binding, std::string_view text, void* record);

  const ImportPlan& plan_;
  std::vector<Binding> bindings_;
  std::vector<std::string> texts_;
  bool restores_ = false;
};

}  // namespace rapport
