// Digests: what happened to the customers in an agent's care, in one notification.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

#include "engines/journal_rows.hpp"
#include "engines/records.hpp"
#include "kernel/catalogue.hpp"
#include "kernel/form.hpp"
#include "kernel/text.hpp"
#include "rapport/cases.hpp"
#include "rapport/interactions.hpp"
#include "rapport/lifecycle.hpp"
#include "rapport/outbox.hpp"
#include "rooms/routing.hpp"

namespace rapport {

namespace {

constexpr std::size_t changes_at_once = 1000;
constexpr std::size_t most_customers = 50;  // in one notification
constexpr std::size_t longest_line = 150;
constexpr std::size_t longest_text = 9'900;  // bytes, so that a notification holds it

// From the most important on.
enum class Weight : std::uint8_t { stage, complaint, other_case, word, record };

// What happened to a case, in order: "opened", "urgent", "resolved".
struct CaseNews {
  Case of{};
  std::vector<std::string> words{};
};

// What happened to one customer.
struct News {
  std::multimap<Weight, std::string> sentences{};
  std::map<Id<Case>, CaseNews> cases{};
  std::int64_t words = 0;
  // Kinds of records, each with the fields that changed; "" of one that was added or removed.
  std::map<std::string_view, std::set<std::string_view>> written{};

  // Cases are sentences, too, once all of them are known.
  void finish() {
    for (const auto& [id, each] : cases) {
      const bool is_complaint = each.of.kind == CaseKind::complaint;
      sentences.emplace(
          is_complaint ? Weight::complaint : Weight::other_case,
          fmt::format("{}: {} ({})", to_text(each.of.kind), each.of.subject, fmt::join(each.words, ", ")));
    }
    cases.clear();
  }
  Weight weight() const {
    if (!sentences.empty()) return sentences.begin()->first;
    return words > 0 ? Weight::word : Weight::record;
  }
  std::string text() const {
    std::vector<std::string> parts;
    for (const auto& [weight, sentence] : sentences) parts.push_back(sentence);
    if (words > 0) parts.push_back(fmt::format("{} {}", words, words == 1 ? "interaction" : "interactions"));
    for (const auto& [kind, fields] : written)
      parts.push_back(fields.contains("") ? fmt::format("{} written", kind)
                                          : fmt::format("{} changed: {}", kind, fmt::join(fields, ", ")));
    // What has no place on the line is counted; the most important comes first.
    std::string line;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (i > 0 && line.size() + parts[i].size() > longest_line)
        return line + fmt::format("; and {} more", parts.size() - i);
      line.append(i > 0 ? "; " : "").append(text::printable(parts[i], longest_line));
    }
    return line;
  }
};

// The customers whom a record is about: those that it refers to, but of a customer only that one.
std::set<Id<Customer>> customers_of(const Kind& kind, const void* record) {
  if (&kind == &kind_of<Customer>()) return {Id<Customer>{id_of(kind, record)}};
  std::set<Id<Customer>> customers;
  for (const Field& field : kind.fields)
    if (field.type == Type::id || field.type == Type::ids)
      for_each_target(field, field.columns[0].get(record), [&](const Kind* target, const Uuid& id, auto) {
        if (target == &kind_of<Customer>()) customers.insert(Id<Customer>{id});
      });
  return customers;
}

// What happened, in a word or two; empty for what is no news.
std::string word_for(const CaseEvent& event) {
  switch (event.what) {
    case CaseEventKind::moved: return std::string(to_text(*event.state));
    case CaseEventKind::prioritised: return std::string(to_text(*event.priority));
    case CaseEventKind::levelled: return fmt::format("level {}", *event.level);
    case CaseEventKind::opened:
    case CaseEventKind::merged:
    case CaseEventKind::unmerged: return std::string(to_text(event.what));
    case CaseEventKind::assigned:
    case CaseEventKind::rated:
    case CaseEventKind::quoted: return {};
  }
  return {};
}

// Whether a write of a record is news by itself. What happens to cases their events tell.
bool is_news(const Kind& kind, bool is_new) {
  return &kind != &kind_of<Case>() && (&kind != &kind_of<Interaction>() || is_new);
}

// The fields that somebody changed of a record; "" of one that was added or removed. What the book works out is told in
// other words, or is no news.
std::set<std::string_view> changed_fields(Session& session, const Kind& kind, const Change& change) {
  if (change.operation != Operation::update) return {""};
  std::set<std::string_view> fields;
  Statement row = journal::change_numbered(session, change.number);
  if (!row.step()) throw Error(Code::corrupt, fmt::format("the journal has no change {}", change.number));
  const Value old = journal::read_change(row).old;
  if (!old.is_nothing())
    visit_stored_fields(kind, old.text, [&](const Field& field, const FieldValues&) {
      if (!field.traits.derived) fields.insert(field.name);
    });
  return fields;
}

void tell(News& news, const Kind& kind, const void* record, const std::set<std::string_view>& fields) {
  if (fields.contains("") && &kind == &kind_of<StageMove>()) {
    const auto& move = *static_cast<const StageMove*>(record);
    news.sentences.emplace(Weight::stage, fmt::format("is in {} now", to_text(move.to_stage)));
  } else if (&kind == &kind_of<Interaction>()) {
    ++news.words;
  } else {
    news.written[kind.name].insert(fields.begin(), fields.end());
  }
}

class Digest {
 public:
  explicit Digest(Session& session) : session_(session) {}

  // What comes later than `last` belongs to the running commit.
  void read(std::int64_t after, std::int64_t last) {
    const Journal journal(session_);
    std::optional<Commit> commit;
    for (auto changes = journal.changes(after, changes_at_once); !changes.empty();
         changes = journal.changes(changes.back().number, changes_at_once))
      for (const Change& each : changes) {
        if (each.number > last) return;
        if (!commit || commit->number != each.commit) commit = journal.commit(each.commit);
        take(each, *commit);
      }
  }

  std::vector<Notification> notifications() {
    std::vector<Notification> all;
    for (auto& [agent, customers] : news_) {
      for (auto& [customer, news] : customers) news.finish();
      all.push_back(
          add(session_, Notification{.agent = agent, .text = text_of(customers)}, {}, Origin::library));
    }
    return all;
  }

 private:
  using Customers = std::map<Id<Customer>, News>;

  void take(const Change& change, const Commit& commit) {
    const Kind* kind = find_kind(change.record.kind_number());
    if (!kind || kind == &kind_of<Notification>() || change.operation == Operation::restore) return;
    AnyRecord record(*kind);
    const Uuid id = change.record.uuid();  // bound, not copied
    Statement row = session_.database().prepare(sql_of(*kind).select);
    row.bind(0, Value::of(id));
    if (!row.step()) return;
    load(*kind, row, record.get());
    // A personal note is nobody else's.
    const bool is_personal = kind->visibility && kind->visibility->columns[0].get(record.get()).text !=
                                                     to_text(Visibility::everybody);
    const bool is_new = change.operation == Operation::add;
    if (kind == &kind_of<CaseEvent>() && is_new)
      return take(*static_cast<const CaseEvent*>(record.get()), commit);
    if (kind == &kind_of<Case>() && change.operation == Operation::remove)
      return take(*static_cast<const Case*>(record.get()), "deleted", commit);
    if (is_personal || !is_news(*kind, is_new)) return;
    std::optional<std::set<std::string_view>> fields;  // looked for when somebody is to be told
    for (const Id<Customer> each : customers_of(*kind, record.get()))
      if (const auto owner = owner_to_tell(each, commit)) {
        if (!fields) fields = changed_fields(session_, *kind, change);
        if (!fields->empty()) tell(news_[*owner][each], *kind, record.get(), *fields);
      }
  }

  void take(const CaseEvent& event, const Commit& commit) {
    const Case of = record_of<Case>(session_, event.of.uuid);
    std::string word = word_for(event);
    if (!word.empty() && !of.deleted_at) take(of, std::move(word), commit);
  }

  void take(const Case& of, std::string word, const Commit& commit) {
    const auto owner = owner_to_tell(of.customer, commit);
    if (!owner) return;
    CaseNews& news = news_[*owner][of.customer].cases[of.id];
    news.of = of;
    news.words.push_back(std::move(word));
  }

  // Whoever looks after the customer, or stands in for them. Absent where nobody does, or they have gone, or did it.
  std::optional<Id<Agent>> owner_to_tell(Id<Customer> customer, const Commit& commit) {
    const auto owner = record_of<Customer>(session_, customer.uuid).owner;
    if (!owner) return {};
    const auto [told, is_new] = told_for_.try_emplace(*owner);
    if (is_new) {
      const auto agent = record_of<Agent>(session_, owner->uuid);
      if (!agent.deleted_at)
        told->second = stand_in_for(session_, agent, session_.commit().at).value_or(agent).id;
    }
    if (commit.actor == owner || commit.actor == told->second) return {};
    return told->second;
  }

  std::string text_of(const Customers& customers) {
    std::vector<std::pair<Id<Customer>, const News*>> order;
    for (const auto& [customer, news] : customers) order.emplace_back(customer, &news);
    std::ranges::stable_sort(order, {}, [](const auto& each) { return each.second->weight(); });
    std::string text;
    std::size_t told = 0;
    for (; told < std::min(order.size(), most_customers); ++told) {
      const std::string name = record_of<Customer>(session_, order[told].first.uuid).name;
      const std::string line = fmt::format("{}: {}\n", text::printable(name), order[told].second->text());
      if (text.size() + line.size() > longest_text) break;
      text += line;
    }
    if (order.size() > told) text += fmt::format("and {} others\n", order.size() - told);
    return text;
  }

  Session& session_;
  std::map<Id<Agent>, Customers> news_;
  std::map<Id<Agent>, std::optional<Id<Agent>>> told_for_;  // who is there for an owner; absent for nobody
};

}  // namespace

std::vector<Notification> Outbox::digest(const Because& because) {
  Work work(*session_, "outbox.digest", because, Work::Size::several_writes);
  std::optional<std::int64_t> position;
  {
    Statement row = session_->database().prepare(R"(SELECT "digest" FROM "rule_state")");
    if (row.step() && !row.column(0).is_nothing()) position = row.column(0).integer;
  }
  // What the running transaction wrote is told of by the next one.
  const std::int64_t last = session_->commit().first_change - 1;
  std::vector<Notification> told;
  if (position && *position < last) {
    Digest digest(*session_);
    digest.read(*position, last);
    told = digest.notifications();
  }
  session_->database()
      .prepare(R"(INSERT INTO "rule_state" ("one", "digest") VALUES (1, ?) )"
               R"(ON CONFLICT ("one") DO UPDATE SET "digest" = excluded."digest")")
      .bind_all(Value::of(last))
      .run();
  work.finish();
  return told;
}

}  // namespace rapport
