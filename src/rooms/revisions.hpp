// Revisions: records that never change and come with their parts: a policy with its targets, a rule with its actions, a
// ladder with its rungs. Adopting one of the same name retires the last revision and makes the next.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engines/records.hpp"
#include "kernel/faults.hpp"
#include "kernel/text.hpp"
#include "rapport/escalations.hpp"
#include "rapport/rules.hpp"
#include "rapport/service_levels.hpp"
#include "rooms/people.hpp"

namespace rapport {

// What documents and errors call such a record and its parts.
struct WholeForm {
  std::string_view name;
  std::string_view one;
  const Kind& (*of_one)();
  std::string_view many;
  const Kind& (*of_many)();

  // "targets[0].amount"; without a field, the part as a whole.
  std::string place(std::size_t part, std::string_view field = {}) const {
    std::string text = std::string(many) + "[" + std::to_string(part) + "]";
    if (!field.empty()) text.append(".").append(field);
    return text;
  }
};
// Each is defined in its room; gcc wants them declared before the forms name them.
template <>
const Kind& kind_of<Rule>();
template <>
const Kind& kind_of<RuleAction>();
template <>
const Kind& kind_of<Ladder>();
template <>
const Kind& kind_of<Rung>();

inline constexpr WholeForm policy_form{"policy", "level", kind_of<ServiceLevel>, "targets", kind_of<Target>};
inline constexpr WholeForm rule_form{"rule", "rule", kind_of<Rule>, "actions", kind_of<RuleAction>};
inline constexpr WholeForm ladder_form{"ladder", "ladder", kind_of<Ladder>, "rungs", kind_of<Rung>};

// Throws, naming the record by its name: the id of what is not adopted says nothing to anybody.
template <class R>
[[noreturn]] void refuse_named(const R& record, std::string_view field, std::string why,
                               Code code = Code::invalid) {
  throw Error(code, std::move(why),
              {std::string(kind_of<R>().name), text::printable(record.name), std::string(field)});
}

// Does what may fail because of that field; an error then names it so.
template <class R, class F>
decltype(auto) in_named(const R& record, std::string_view field, F&& work) {
  try {
    return work();
  } catch (const Error& error) {
    refuse_named(record, field, error.message(), error.code());
  }
}

// All of a name.
template <class R>
std::vector<R> revisions_of(Session& session, std::string_view name) {
  return live_where<R>(session, field_of<&R::name>(), Value::of(name));
}

// Those in force, in the order of their turns.
template <class R>
std::vector<R> in_turn(Session& session) {
  static const Sql sql("SELECT " + sql_of(kind_of<R>()).columns + " FROM " + identifier(kind_of<R>().name) +
                       " WHERE " + column_of<&R::turn>() +
                       " IS NOT NULL AND \"deleted_at\" IS NULL ORDER BY " + column_of<&R::turn>() +
                       ", \"id\"");
  Statement rows = session.database().prepare(sql);
  return load_all<R>(rows);
}

// The parts of a record, by the field that says whose they are.
template <auto whose, class R>
auto parts_of(Session& session, Id<R> whole) {
  using Part = typename FieldDescription<whose>::Record;
  return live_where<Part>(session, field_of<whose>(), Value::of(whole.uuid));
}

template <class R>
R retired(Session& session, R record) {
  if (record.retired_at) return record;
  record.retired_at = session.commit().at;
  record.turn.reset();
  return update(session, std::move(record), {}, Origin::library);
}

// What the descriptions demand of the fields, and that what they refer to was not deleted; whose the parts are they are
// told when they are adopted.
template <auto whose, class R, class Part>
void look_at_fields(Session& session, const WholeForm& form, const R& record, const std::vector<Part>& parts,
                    Faults& faults) {
  const auto look = [&](const Kind& kind, const void* looked_at, const Field& field,
                        const std::string& place) {
    faults.look([&] {
      in_named(record, place, [&] {
        validate(kind, looked_at, field);
        if (field.type == Type::id && !is_common(field)) need_live_record(session, kind, looked_at, field);
      });
    });
  };
  for (const Field& each : kind_of<R>().fields) look(kind_of<R>(), &record, each, std::string(each.name));
  for (std::size_t i = 0; i < parts.size(); ++i)
    for (const Field& each : kind_of<Part>().fields)
      if (&each != &field_of<whose>()) look(kind_of<Part>(), &parts[i], each, form.place(i, each.name));
}

// Whether two say the same, but for what the book keeps of them and for one field.
template <class R>
bool say_the_same(const R& a, const R& b, const Field& but) {
  return std::ranges::none_of(kind_of<R>().fields, [&](const Field& each) {
    return !is_common(each) && !each.traits.derived && &each != &but && !each.same(&a, &b);
  });
}

// Writes the next revision and its parts, unless the one in force says the same: a host may adopt what it needs at each
// start. What is wrong with one of them is named by its place.
template <auto whose, class R, class Part>
void adopt_revision(Session& session, const WholeForm& form, R& record, std::vector<Part>& parts) {
  const std::vector<R> before = revisions_of<R>(session, record.name);
  for (const R& each : before) {
    if (each.retired_at || !say_the_same(each, record, field_of<&R::revision>())) continue;
    std::vector<Part> there = parts_of<whose>(session, each.id);
    if (!std::ranges::equal(
            there, parts, [](const Part& a, const Part& b) { return say_the_same(a, b, field_of<whose>()); }))
      continue;
    record = each;
    parts = std::move(there);
    return;
  }
  record.revision = 1;
  for (const R& each : before) {
    record.revision = std::max(record.revision, each.revision + 1);
    retired(session, each);
  }
  record.retired_at.reset();
  record.turn = record.position;
  const R named = record;
  const auto write = [&](auto& part, const auto& place) {
    try {
      part = add(session, part, {}, Origin::library);
    } catch (const Error& error) {
      if (error.field().empty()) throw;
      refuse_named(named, place(error.field()), error.message(), error.code());
    }
  };
  write(record, [](const std::string& field) { return field; });
  for (std::size_t i = 0; i < parts.size(); ++i) {
    parts[i].*whose = record.id;
    write(parts[i], [&](const std::string& field) { return form.place(i, field); });
  }
}

}  // namespace rapport
