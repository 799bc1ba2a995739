// list, add, update, remove: the same for every kind, from its description.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "command/any_records.hpp"
#include "command/verbs.hpp"
#include "kernel/catalogue.hpp"

namespace rapport::command {

namespace {

Session& session(const Call& call) { return detail::session_of(call.book()); }

std::vector<const void*> pointers(const std::vector<AnyRecord>& records) {
  std::vector<const void*> result;
  for (const AnyRecord& each : records) result.push_back(each.get());
  return result;
}

// Beside the id, as many as stay readable.
std::size_t fields_that_fit(const terminal::Screen& screen) {
  constexpr std::size_t id = 38;
  constexpr std::size_t field = 18;
  return std::clamp<std::size_t>(screen.width() > id ? (screen.width() - id) / field : 0, 2, 7);
}

void assign_all(Call& call, AnyRecord& record, std::size_t first) {
  const auto& words = call.arguments.positionals();
  std::set<std::string_view> named;
  for (std::size_t i = first; i < words.size(); ++i) {
    const std::string_view name = halves(words[i]).first;
    if (!named.insert(name).second)
      throw Error(Code::invalid, "is given twice", {std::string(record.kind().name), "", std::string(name)});
    assign(call.book(), record, words[i]);
  }
}

// What the conditions, --segment and --where ask for together; null for every record.
std::shared_ptr<detail::Filter> filter_of(const Call& call, const Kind& kind,
                                          const std::vector<std::string>& conditions) {
  std::vector<std::shared_ptr<detail::Filter>> asked;
  for (const std::string& each : conditions) asked.push_back(detail::make_filter(session(call), kind, each));
  if (call.arguments.flag("--segment"))
    asked.push_back(detail::make_segment(session(call), kind, call.arguments.text("--segment")));
  if (call.arguments.flag("--where"))
    asked.push_back(detail::make_filter(session(call), kind, call.arguments.text("--where")));
  if (asked.empty()) return nullptr;
  if (asked.size() == 1) return asked.front();
  std::string all;
  for (const auto& each : asked) all += fmt::format("{}({}\n)", all.empty() ? "" : " && ", text_of(*each));
  return detail::make_filter(session(call), kind, all);
}

int explain(const Call& call, detail::Filter* filter) {
  if (!filter) throw Error(Code::invalid, "--explain needs --where or --segment");
  const Explanation explanation = detail::explain(*filter);
  if (call.json()) {
    call.line({{"sql", explanation.sql},
               {"values", explanation.values},
               {"afterwards", explanation.afterwards},
               {"fields", explanation.fields}});
    return done;
  }
  std::vector<terminal::KeyValue> lines;
  const auto add = [&](const char* key, const std::string& value) {
    if (!value.empty()) lines.push_back({key, value});
  };
  add("reads", fmt::format("{}", fmt::join(explanation.fields, ", ")));
  add("SQL", explanation.sql);
  add("with", fmt::format("{}", fmt::join(explanation.values, ", ")));
  add("afterwards", explanation.afterwards);
  call.write(terminal::key_values(call.screen, lines));
  return done;
}

}  // namespace

int list_where(Call& call, const Kind& kind, const std::vector<std::string>& conditions) {
  const auto filter = filter_of(call, kind, conditions);
  if (call.arguments.flag("--explain")) return explain(call, filter.get());
  const bool deleted = call.arguments.flag("--deleted");
  if (deleted && call.arguments.flag("--count"))
    throw UsageError(Code::invalid, "--count counts what is there; leave out --deleted");
  const Condition is_deleted = !detail::compare(deleted_at_field, Comparison::absent, {});
  const detail::Which which{deleted ? is_deleted : Condition(), filter.get()};
  if (call.arguments.flag("--count")) {
    const std::int64_t count = detail::count(session(call), kind, which);
    if (call.json())
      call.line({{"kind", kind.name}, {"count", count}});
    else
      call.write(fmt::format("{}\n", count));
    return done;
  }
  Paging paging{.limit = call.limit(), .after = call.arguments.text("--after")};
  if (const std::string& by = call.arguments.text("--order"); !by.empty())
    paging.order.field = kind.field(by).number;
  paging.order.descending = call.arguments.flag("--descending");
  paging.include_deleted = deleted;
  const AnyPage page = find(call.book(), kind, which, paging);
  if (call.json()) {
    for (const AnyRecord& each : page.records) call.line(to_json(kind, each.get()));
  } else if (page.records.empty()) {
    call.remark(fmt::format("no {}", spaced(kind.plural)));
  } else {
    const Teller::Columns columns{.ids = true, .most = fields_that_fit(call.screen)};
    call.write(call.teller().table(kind, pointers(page.records), columns).render(call.screen));
  }
  call.next_page(page.next);
  return done;
}

int list(Call& call) { return list_where(call, kind_named(call.arguments.positional(0)), {}); }

int add(Call& call) {
  AnyRecord record(kind_named(call.arguments.positional(0)));
  assign_all(call, record, 1);
  detail::add(session(call), record.kind(), record.get(), call.because());
  return call.wrote("added", record.kind(), record.get());
}

int update(Call& call) {
  const Kind& kind = kind_named(call.arguments.positional(0));
  AnyRecord record = get(call.book(), kind, find_one(call.book(), kind, call.arguments.positional(1)));
  assign_all(call, record, 2);
  detail::update(session(call), kind, record.get(), call.because());
  return call.wrote("updated", record.kind(), record.get());
}

int remove(Call& call) {
  const Kind& kind = kind_named(call.arguments.positional(0));
  AnyRecord record = get(call.book(), kind, find_one(call.book(), kind, call.arguments.positional(1)));
  detail::remove(session(call), kind, record.get(), call.because());
  return call.wrote("removed", record.kind(), record.get());
}

}  // namespace rapport::command
