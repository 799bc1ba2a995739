#include "engines/journal_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstring>

#include "engines/records.hpp"

namespace rapport {

namespace {

// ---- Hashing: numbers as eight bytes, least significant first; texts behind their length

void append_number(std::string& buffer, std::int64_t number) {
  char bytes[sizeof number];
  std::memcpy(bytes, &number, sizeof number);
  if constexpr (std::endian::native == std::endian::big) std::reverse(bytes, bytes + sizeof bytes);
  buffer.append(bytes, sizeof bytes);
}

void append_value(std::string& buffer, const Value& value) {
  buffer += static_cast<char>(value.tag);
  switch (value.tag) {
    case Value::Tag::nothing: break;
    case Value::Tag::integer: append_number(buffer, value.integer); break;
    case Value::Tag::real: {
      std::int64_t bits;
      std::memcpy(&bits, &value.real, sizeof bits);
      append_number(buffer, bits);
      break;
    }
    case Value::Tag::text:
    case Value::Tag::bytes:
      append_number(buffer, static_cast<std::int64_t>(value.text.size()));
      buffer += value.text;
      break;
  }
}

// BLAKE2b-256 of the text, under a salt unless that is empty.
Hash salted_hash(std::string_view text, std::string_view salt) {
  Hash hash{};  // stays so for a salt of another size, as only another program writes it
  if (!salt.empty() && salt.size() != sizeof(Salt)) return hash;
  const auto start = [](std::string_view of) { return reinterpret_cast<const unsigned char*>(of.data()); };
  crypto_generichash_blake2b_salt_personal(hash.data(), hash.size(), start(text), text.size(), nullptr, 0,
                                           salt.empty() ? nullptr : start(salt), nullptr);
  return hash;
}

}  // namespace

void Content::append(const Column& column, const Value& value) {
  append_number(buffer_, column.number);
  append_value(buffer_, value);
}

namespace journal {

Value bytes_of(std::span<const std::uint8_t> bytes) {
  return Value::bytes({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

// ---- Changes

ChangeRow read_change(const Statement& row) {
  return {row.integer(0), row.integer(1), row.integer(2), row.integer(3),    row.column(4).text,
          row.integer(5), row.column(6),  row.column(7),  row.column(8).text};
}

Hash digest_of(std::string& content, const ChangeRow& change) {
  append_number(content, change.number);
  append_number(content, change.kind);
  content += change.record;
  append_value(content, change.old);
  return salted_hash(content, change.salt.text);
}

void add_to_chain(crypto_generichash_state& state, std::string& link, const ChangeRow& change) {
  link.clear();
  append_number(link, change.number);
  append_number(link, change.operation);
  append_number(link, change.kind);
  append_number(link, change.previous);
  link += change.record;
  link += change.digest;
  crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(link.data()), link.size());
}

void start_chain(crypto_generichash_state& state) {
  crypto_generichash_init(&state, nullptr, 0, sizeof(Hash));
}

Change change_from(const ChangeRow& row) {
  return {row.number, row.commit, static_cast<Operation>(row.operation),
          Reference::to(static_cast<int>(row.kind), uuid_of(row.record))};
}

Statement change_numbered(Session& session, std::int64_t number) {
  static const Sql sql(fmt::format(R"(SELECT {} FROM "journal_change" WHERE "number" = ?)", change_columns));
  Statement row = session.database().prepare(sql);
  row.bind(0, Value::of(number));
  return row;
}

// ---- Commits

CommitRow read_commit(const Statement& row) {
  return {row.integer(0), row.column(1),      row.column(2),      row.column(3),
          row.column(4),  row.column(5),      row.column(6),      row.integer(7),
          row.column(8),  row.column(9).text, row.column(10).text};
}

Hash digest_of(std::string& content, const CommitRow& commit) {
  content.clear();
  append_number(content, commit.number);
  append_value(content, commit.reason);
  return salted_hash(content, commit.salt.text);
}

Hash hash_of(std::string& link, const CommitRow& commit, std::string_view previous,
             crypto_generichash_state changes) {
  Hash of_changes;
  crypto_generichash_final(&changes, of_changes.data(), of_changes.size());
  link = previous;
  append_number(link, commit.number);
  append_number(link, commit.last_change);
  for (const Value* value : {&commit.at, &commit.actor, &commit.verb, &commit.cause_commit, &commit.cause})
    append_value(link, *value);
  link += commit.digest;
  link += bytes_of(of_changes).text;
  return salted_hash(link, {});
}

Commit commit_from(const CommitRow& row) {
  Commit commit;
  commit.number = row.number;
  commit.at = Instant{Duration{row.at.integer}};
  if (!row.actor.is_nothing()) {
    commit.actor.emplace();
    detail::Member<Id<Agent>>::set(*commit.actor, 0, row.actor);
  }
  commit.verb = row.verb.text;
  if (!row.reason.is_nothing()) commit.reason = std::string(row.reason.text);
  if (!row.cause_commit.is_nothing()) commit.cause_commit = row.cause_commit.integer;
  if (!row.cause.is_nothing()) commit.cause = reference_of(row.cause.text);
  commit.last_change = row.last_change;
  return commit;
}

// ---- Going back

std::int64_t& version_in(const Kind& kind, std::vector<OwnedValue>& columns) {
  if (auto* version = std::get_if<std::int64_t>(&columns[kind.find(version_field)->first_column]))
    return *version;
  throw Error(Code::corrupt, "holds a record whose version is no number; verify the book",
              {std::string(kind.name), "", "version"});
}

void undo(const Kind& kind, const ChangeRow& change, std::vector<OwnedValue>& columns) {
  if (change.previous >= change.number)
    throw Error(Code::corrupt, fmt::format("change {} does not follow from an earlier one", change.number),
                {std::string(kind.name), to_text(uuid_of(change.record)), ""});
  if (!change.old.is_nothing())
    visit_stored_fields(kind, change.old.text, [&](const Field& field, const FieldValues& old) {
      for (std::size_t i = 0; i < field.columns.size(); ++i)
        columns[field.first_column + i] = own(old.columns[i]);
    });
  version_in(kind, columns) = change.previous;
}

}  // namespace journal

}  // namespace rapport
