#include "engines/filter.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engines/records.hpp"
#include "expression/contradiction.hpp"
#include "expression/turning.hpp"
#include "kernel/validate.hpp"
#include "store/schema.hpp"

namespace rapport {

OwnedValue computed_value(Session& session, const std::string& sql, const Uuid& id, Instant at) {
  Statement row = session.database().prepare("SELECT " + fmt::format(fmt::runtime(sql), "?"));
  row.bind_all(Value::of(id), Value::of(std::int64_t{at.time_since_epoch().count()}));
  return row.step() ? own(row.column(0)) : OwnedValue{};
}

namespace detail {

namespace {

bool is_word(cel::Tag tag) {
  return tag == cel::Tag::text || tag == cel::Tag::integer || tag == cel::Tag::id;
}

}  // namespace

Filter::Filter(Session& session, const Kind& kind, std::string_view text, Asker asker, Result result)
    : session_(session), kind_(kind), asker_(asker) {
  program_.text = text;
  cel::parse(program_);
  cel::check(program_, {.kind = &kind});
  const cel::Node& root = program_.nodes[program_.root];
  const cel::Tag tag = root.type.tag;
  const bool fits = result == Result::truth ? tag == cel::Tag::boolean : is_word(tag);
  if (!fits && tag != cel::Tag::dynamic)
    cel::fail(program_.text, root.begin,
              fmt::format("expected {}, this is {}",
                          result == Result::truth ? "something that is true or false" : "a text or a number",
                          to_text(root.type)));
  evaluator_ = std::make_unique<cel::Evaluator>(program_);
}

void Filter::begin(Instant now) {
  now_ = now;
  is_too_costly_ = false;
  loaded_.clear();
  computed_.clear();
}

const cel::Split& Filter::split(const Session& session, bool with_deleted) {
  if (&session != &session_)
    throw Error(Code::misuse, "the expression was made by another book; an expression belongs to its book");
  begin(session_.now());
  split_ = cel::to_sql(program_, kind_,
                       {.now = now_, .with_deleted = with_deleted, .readable = [this](const Kind& kind) {
                          cel::Fragment readable{readable_sql(session_, kind), {}};
                          if (!readable.text.empty())
                            readable.values.push_back(detail::stored_blob(*session_.actor));
                          return readable;
                        }});
  return split_;
}

namespace {

// The parts that must all be true.
void add_parts(const cel::Program& program, std::uint32_t node, std::vector<std::uint32_t>& parts) {
  if (program.nodes[node].op != cel::Op::conjunction) return parts.push_back(node);
  for (const std::uint32_t each : program.children_of(program.nodes[node])) add_parts(program, each, parts);
}

}  // namespace

bool Filter::may_turn() const { return cel::may_turn(program_, program_.root); }

const Filter::Parts& Filter::parts() {
  if (parts_) return *parts_;
  std::vector<std::uint32_t> all;
  add_parts(program_, program_.root, all);
  Parts& made = parts_.emplace();
  made.comparisons.emplace();
  for (const std::uint32_t each : all) {
    if (!cel::may_turn(program_, each)) {
      made.lasting.push_back(each);
      continue;
    }
    made.turning.push_back(each);
    const auto found = cel::turning_comparisons(program_, each);
    if (!found)
      made.comparisons.reset();
    else if (made.comparisons)
      made.comparisons->insert(made.comparisons->end(), found->begin(), found->end());
  }
  return made;
}

namespace {

bool is_of_macro(const cel::Program& program, std::uint32_t node) {
  const cel::Node& at = program.nodes[node];
  return at.op == cel::Op::local || std::ranges::any_of(program.children_of(at), [&](std::uint32_t each) {
           return is_of_macro(program, each);
         });
}

}  // namespace

void Filter::read_computed(const void* record) {
  result_of(program_.root, record);
  for (std::uint32_t i = 0; i < program_.nodes.size(); ++i)
    if (program_.nodes[i].computed && !is_of_macro(program_, i)) result_of(i, record);
}

std::optional<Instant> Filter::next_turn(const void* record, Instant after) {
  begin(after);
  const auto is_so = [&](std::uint32_t each) { return is_true(each, record); };
  if (!std::ranges::all_of(parts().lasting, is_so)) return {};
  read_computed(record);
  std::optional<Instant> turn;
  for (const auto& [key, value] : computed_) {
    const OwnedValue at = computed_value(session_, key.first->turns, key.second, after);
    const auto* micros = std::get_if<std::int64_t>(&at);
    if (micros && (!turn || Instant{Duration{*micros}} < *turn)) turn = Instant{Duration{*micros}};
  }
  const auto present = next_present(record, after);
  return turn && (!present || *turn < *present) ? turn : present;
}

namespace {

// The first instant at which something is as it is at the later one, not as at the earlier; it turns once between them.
template <class F>
Instant turn_between(Instant earlier, Instant later, F&& is_so) {
  while (later - earlier > Duration(1)) {
    const Instant middle = earlier + (later - earlier) / 2;
    (is_so(middle) ? later : earlier) = middle;
  }
  return later;
}

}  // namespace

std::optional<bool> Filter::truth_at(std::uint32_t node, const void* record, Instant at) {
  now_ = at;
  const cel::Any result = result_of(node, record);
  return result.tag == cel::Tag::boolean ? std::optional(result.boolean) : std::nullopt;
}

void Filter::add_turns(std::uint32_t comparison, const void* record, Instant from, Instant to,
                       std::vector<Instant>& turns) {
  const auto truth = [&](Instant at) { return truth_at(comparison, record, at); };
  // Before some instant, or after one, the numbers may be too large to compare.
  if (!truth(from) && !truth(to)) return;
  if (!truth(from)) {
    from = turn_between(from, to, [&](Instant at) { return truth(at).has_value(); });
    turns.push_back(from);
  }
  if (!truth(to)) to = turn_between(from, to, [&](Instant at) { return !truth(at); }) - Duration(1);
  const auto then = truth(to);
  if (truth(from) != then)
    turns.push_back(turn_between(from, to, [&](Instant at) { return truth(at) == then; }));
}

std::optional<Instant> Filter::next_present(const void* record, Instant after) {
  constexpr std::int64_t most_spent = 1'000'000;  // as much as one evaluation may cost
  const std::int64_t spent_before = evaluator_->spent();
  const auto is_expensive = [&] { return evaluator_->spent() - spent_before > most_spent; };
  const auto holds_at = [&](Instant at) {
    return std::ranges::all_of(parts().turning,
                               [&](std::uint32_t each) { return truth_at(each, record, at) == true; });
  };
  if (parts().comparisons) {
    const Instant last = std::min<Instant>(after + century, latest_instant);
    std::vector<Instant> turns;
    for (const std::uint32_t each : *parts().comparisons)
      if (!is_expensive()) add_turns(each, record, after, last, turns);
    if (!is_expensive()) {
      std::ranges::sort(turns);
      const auto turn = std::ranges::find_if(turns, holds_at);
      return turn == turns.end() ? std::nullopt : std::optional(*turn);
    }
  }
  constexpr std::chrono::minutes quarter{15};
  Instant before = after;
  for (Instant next = after - after.time_since_epoch() % quarter + quarter;
       next <= after + std::chrono::weeks(1); next += quarter) {
    if (holds_at(next)) return turn_between(before, next, holds_at);
    if (is_too_costly_) return {};
    before = next;
    if (is_expensive()) break;
  }
  return before;
}

bool Filter::never_holds() {
  if (cel::contradicts_itself(program_)) return true;
  return fields().empty() && !may_turn() && !holds(AnyRecord(kind_).get());
}

bool Filter::passes(const void* record) {
  for (const std::uint32_t each : split_.rest)
    if (!is_true(each, record)) return false;
  return true;
}

bool Filter::holds(const void* record, Instant at) {
  begin(at);
  return is_true(program_.root, record);
}

std::string Filter::word(const void* record) {
  begin(session_.now());
  const cel::Any result = result_of(program_.root, record);
  if (result.tag == cel::Tag::text) return std::string(result.text());
  if (result.tag == cel::Tag::integer) return std::to_string(result.integer);
  if (result.tag == cel::Tag::id) {
    Uuid id;
    std::copy_n(result.id, id.bytes.size(), id.bytes.begin());
    return to_text(id);
  }
  cel::fail(program_.text, program_.nodes[program_.root].begin,
            result.is_error() ? cel::message_of(result.fault()) : "has no value for this record");
}

bool Filter::is_true(std::uint32_t node, const void* record) {
  const cel::Any result = result_of(node, record);
  return result.tag == cel::Tag::boolean && result.boolean;
}

cel::Any Filter::result_of(std::uint32_t node, const void* record) {
  constexpr std::size_t most = 4096;  // records kept from one evaluation to the next
  if (loaded_.size() > most) loaded_.clear();
  if (computed_.size() > most) computed_.clear();
  const cel::Any result = evaluator_->evaluate(node, {.record = record, .loader = this, .now = now_});
  const bool is_too_costly = result.is_error() && result.fault() == cel::Fault::too_costly;
  is_too_costly_ = is_too_costly_ || is_too_costly;
  if (asker_ == Asker::actor && is_too_costly)
    cel::fail(program_.text, static_cast<std::size_t>(result.integer), cel::message_of(result.fault()));
  return result;
}

Explanation Filter::explain() {
  split(session_, false);
  Explanation explanation{split_.where.text, {}, {}, program_.fields};
  for (const OwnedValue& each : split_.where.values) explanation.values.push_back(cel::shown(each));
  for (const std::uint32_t each : split_.rest) {
    const cel::Node& node = program_.nodes[each];
    if (!explanation.afterwards.empty()) explanation.afterwards += " && ";
    explanation.afterwards.append(program_.text, node.begin, node.end - node.begin);
  }
  return explanation;
}

const void* Filter::load(const Kind& kind, const Uuid& id) {
  const auto [found, is_new] = loaded_.try_emplace({kind.number, id});
  if (is_new) {
    AnyRecord record(kind);
    const bool is_there = asker_ == Asker::book ? rapport::load(session_, kind, id, record.get())
                                                : get(session_, kind, id, record.get());
    if (is_there) found->second.emplace(std::move(record));
  }
  return found->second ? found->second->get() : nullptr;
}

Value Filter::compute(const cel::Computed& computed, const Uuid& id) {
  const auto [found, is_new] = computed_.try_emplace({&computed, id});
  if (is_new) found->second = computed_value(session_, computed.sql, id, now_);
  return Value::of(found->second);
}

std::shared_ptr<Filter> make_filter(Session& session, const Kind& kind, std::string_view text) {
  return std::make_shared<Filter>(session, kind, text);
}

bool holds(Filter& filter, const void* record) { return filter.holds(record); }

Explanation explain(Filter& filter) { return filter.explain(); }

const std::string& text_of(const Filter& filter) noexcept { return filter.text(); }

}  // namespace detail

}  // namespace rapport
