#include "exchange/row_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "exchange/targets.hpp"
#include "kernel/form.hpp"
#include "kernel/text.hpp"

namespace rapport {

namespace {

// The one target that may have several columns.
constexpr std::string_view collecting = "street";

int digits_of(const ImportOptions& options, const std::string& column) {
  const auto is_in = [&](const std::vector<std::string>& columns) {
    return std::ranges::find(columns, column) != columns.end();
  };
  return is_in(options.millions) ? 6 : is_in(options.thousands) ? 3 : 0;
}

[[noreturn]] void throw_unknown_target(const ImportPlan& plan, const Kind* kind, std::string_view target) {
  std::vector<std::string_view> names;
  for (const ImportTarget& each : targets_of(plan.kind)) names.push_back(each.name);
  if (kind)
    for (const Field& field : kind->fields) names.push_back(field.name);
  throw Error(Code::unknown_name, fmt::format("a column of {} cannot go to \"{}\"{}", plan.kind,
                                              text::printable(target), text::did_you_mean(target, names)));
}

}  // namespace

RowReader::RowReader(Session& session, const ImportPlan& plan, const ImportOptions& options, const Kind* kind)
    : values(options), records(session), lookup(session, records, kind, options.add_missing), plan_(plan) {
  const std::span<const ImportTarget> targets = targets_of(plan.kind);
  texts_.resize(targets.size());
  for (std::size_t i = 0; i < plan.columns.size(); ++i) {
    const std::string& target = plan.columns[i].target;
    if (target.empty()) continue;
    const Binding binding{i, kind ? kind->find(target) : nullptr, target_position(targets, target),
                          digits_of(options, plan.columns[i].column)};
    if (binding.digits > 0 && binding.field && binding.field->type != Type::money)
      throw Error(Code::invalid,
                  fmt::format("{} is no amount, so it is in no thousands or millions", target));
    if ((!binding.field && binding.target == targets.size()) || target == "version")
      throw_unknown_target(plan, kind, target);
    const bool taken = std::any_of(bindings_.begin(), bindings_.end(), [&](const Binding& other) {
      return plan.columns[other.column].target == target;
    });
    if (taken && target != collecting)
      throw Error(Code::invalid, fmt::format("two columns go to {}; leave one out", target));
    restores_ = restores_ || target == "id";
    bindings_.push_back(binding);
  }
  // Exported records stand in a file for each kind; what leads to a customer has its own.
  for (const Binding& binding : bindings_) {
    const std::string& target = plan.columns[binding.column].target;
    if (restores_ && !binding.field)
      throw Error(Code::invalid, fmt::format("{} cannot be given together with id; leave one out", target));
    if (!restores_ && target == "deleted_at")
      throw Error(Code::invalid, "deleted_at can be given together with id only, as in an exported file");
  }
}

void RowReader::set(const Binding& binding, std::string_view text, void* record) {
  if (restores_ && binding.field) {
    if (!text.empty()) set_from_text(*binding.field, record, text);
    return;
  }
  text = values.present(text);
  if (text.empty()) return;
  if (!binding.field) {
    need_one_line(text);
    std::string& collected = texts_[binding.target];
    if (!collected.empty()) collected += ", ";
    collected += text;
  } else if (binding.field->type == Type::id) {
    const Uuid found = lookup.find(binding.field->refers_to(), text);
    binding.field->columns[0].set(record, Value::of(found));
  } else {
    values.set(*binding.field, record, text, binding.digits);
  }
}

void RowReader::read(std::span<const std::string_view> fields, void* record) {
  for (std::string& text : texts_) text.clear();
  records.begin();
  lookup.begin_row();
  const Binding* at = nullptr;
  try {
    for (const Binding& binding : bindings_) {
      at = &binding;
      set(binding, fields[binding.column], record);
    }
  } catch (const Error& error) {
    throw Error(error.code(), error.message(), {"", "", plan_.columns[at->column].column});
  }
}

void RowReader::give_up() {
  records.end();
  lookup.give_up_row();
}

std::string_view RowReader::text_of(const Field& field, std::span<const std::string_view> fields) const {
  for (const Binding& binding : bindings_)
    if (binding.field == &field) return values.present(fields[binding.column]);
  return {};
}

void RowReader::expect(std::span<const std::string_view> fields) {
  for (const Binding& binding : bindings_)
    if (binding.field && binding.field->traits.natural_key)
      lookup.expect(values.present(fields[binding.column]));
}

const RowReader::Binding* RowReader::binding_of(std::size_t target) const {
  const auto found = std::find_if(bindings_.begin(), bindings_.end(),
                                  [&](const Binding& each) { return !each.field && each.target == target; });
  return found == bindings_.end() ? nullptr : &*found;
}

Money RowReader::money(std::size_t target) const {
  return about(target, [&] { return values.money(text(target), binding_of(target)->digits); });
}

void RowReader::refuse(std::size_t target, const Error& error) const {
  const Binding* binding = binding_of(target);
  throw Error(error.code(), error.message(),
              {"", "", binding ? plan_.columns[binding->column].column : std::string()});
}

}  // namespace rapport
