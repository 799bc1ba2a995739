#include "exchange/lookup.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engines/records.hpp"
#include "kernel/text.hpp"
#include "rapport/people.hpp"

namespace rapport {

namespace {

constexpr std::size_t most_cached = 20000;
constexpr std::size_t uuid_length = 36;

// That a customer is an organisation, in SQL.
const std::string& organisations() {
  static const std::string condition =
      fmt::format(" AND {} = '{}'", column_name(field_of<&Customer::type>().columns[0]),
                  to_text(CustomerType::organisation));
  return condition;
}

// What people call a record of a kind first, which is all that is known of one that is added; null when it
// needs more than that.
const Field* calling_name(const Kind& kind) {
  const auto found = std::find_if(kind.fields.begin(), kind.fields.end(), [](const Field& field) {
    return field.traits.natural_key && !field.optional;
  });
  return found == kind.fields.end() ? nullptr : &*found;
}

std::optional<Uuid> uuid_from(std::string_view text) {
  if (text.size() != uuid_length) return {};
  try {
    return from_text<Uuid>(text);
  } catch (const Error&) {
    return {};
  }
}

}  // namespace

std::optional<Uuid> find_by(Session& session, const Kind& kind, const Field& field, const Value& value,
                            std::string_view also) {
  const std::string column = column_name(field.columns[0]);
  Statement rows = session.database().prepare(fmt::format(
      "SELECT \"id\" FROM {} WHERE {} = ?{} AND \"deleted_at\" IS NULL{} LIMIT 2", identifier(kind.name),
      column, field.optional ? fmt::format(" AND {} IS NOT NULL", column) : "", also));
  rows.bind(0, value);
  if (!rows.step()) return {};
  Uuid found;
  const std::string_view bytes = rows.column(0).text;
  std::copy_n(bytes.begin(), std::min(bytes.size(), sizeof found), found.bytes.begin());
  if (rows.step())
    throw Error(Code::invalid, fmt::format("is the {} of several {}; write which by external id or id",
                                           field.name, kind.plural));
  return found;
}

std::optional<Uuid> Lookup::query(const Kind& kind, std::string_view text, std::string_view also) {
  if (const auto id = uuid_from(text)) {
    if (find_by(session_, kind, kind.field("id"), Value::of(*id))) return id;
    if (exists(session_, kind, *id))
      throw Error(Code::invalid, fmt::format("names a deleted {}; write one that is there", kind.name));
  }
  // What only one record can have comes first.
  for (const bool unique : {true, false})
    for (const Field& field : kind.fields) {
      if (!field.traits.natural_key || field.traits.unique != unique) continue;
      const auto found = find_by(session_, kind, field, Value::of(text), unique ? std::string_view{} : also);
      if (found) return found;
    }
  return {};
}

Uuid Lookup::add(const Kind& kind, const Field& field, std::string_view name) {
  const Column& column = field.columns[0];
  for (const AnyRecord& each : missing_)
    if (&each.kind() == &kind && column.get(each.get()) == Value::of(name)) return id_of(kind, each.get());
  void* record = missing_.emplace_back(kind).get();
  column.set(record, Value::of(name));
  records_.add(kind, record);
  return id_of(kind, record);
}

void Lookup::give_up_row() {
  if (!missing_.empty()) cache_.clear();
}

Uuid Lookup::need(const Kind& kind, std::string_view text, std::string_view also) {
  if (const auto found = query(kind, text, also)) return *found;
  const bool may_come =
      &kind == imported_ && (!add_own_ || expected_.contains(std::hash<std::string_view>{}(text)));
  const Field* name = calling_name(kind);
  if (add_missing_ && !may_come && name) return add(kind, *name, text);
  throw Error(
      Code::missing_reference,
      imported_
          ? fmt::format("names no {0} of the book; import {1} first, or have missing ones added", kind.name,
                        kind.plural)
          : fmt::format("{} is no {} of the book; add it first", rapport::text::shown(text), kind.name));
}

Uuid Lookup::find(const Kind& kind, std::string_view text) {
  if (&kind == imported_) return need(kind, text, {});
  key_.assign(kind.name);
  key_ += '/';
  key_ += text;
  if (const auto cached = cache_.find(key_); cached != cache_.end()) return cached->second;
  const Uuid found = need(kind, text, {});
  if (cache_.size() >= most_cached) cache_.clear();
  return cache_.emplace(key_, found).first->second;
}

Uuid Lookup::find_organisation(std::string_view text) {
  return need(kind_of<Customer>(), text, organisations());
}

std::optional<Uuid> Lookup::organisation_named(std::string_view name) {
  return find_by(session_, kind_of<Customer>(), field_of<&Customer::name>(), Value::of(name),
                 organisations());
}

}  // namespace rapport
