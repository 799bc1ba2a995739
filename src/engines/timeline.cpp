#include "engines/timeline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "engines/records.hpp"
#include "kernel/catalogue.hpp"

namespace rapport {

namespace {

// Where a record stands: its instant and the customers, each once.
struct PlaceOnTimeLine {
  std::int64_t at = 0;
  std::vector<Uuid> customers;

  bool contains(const Uuid& customer) const {
    return std::find(customers.begin(), customers.end(), customer) != customers.end();
  }
};

PlaceOnTimeLine place_of(const Kind& kind, const void* record) {
  PlaceOnTimeLine place;
  if (!record) return place;
  for (const Field& field : kind.fields) {
    if (field.traits.on_time_line == OnTimeLine::no) continue;
    const Value value = field.columns[0].get(record);
    if (field.traits.on_time_line == OnTimeLine::instant) {
      place.at = value.integer;
      continue;
    }
    for (std::string_view bytes = value.text; bytes.size() >= sizeof(Uuid);
         bytes.remove_prefix(sizeof(Uuid))) {
      const Uuid customer = uuid_of(bytes.substr(0, sizeof(Uuid)));
      if (!place.contains(customer)) place.customers.push_back(customer);
    }
  }
  return place;
}

}  // namespace

void move_on_time_line(Session& session, const Kind& kind, const void* before, const void* after) {
  const PlaceOnTimeLine was = place_of(kind, before);
  const PlaceOnTimeLine is = place_of(kind, after);
  const Uuid& record = id_of(kind, after ? after : before);
  static const Sql leave(
      R"(DELETE FROM "timeline_entry" WHERE "customer" = ? AND "at" = ? AND "record" = ?)");
  static const Sql enter(
      R"(INSERT INTO "timeline_entry" ("customer", "at", "record", "kind") VALUES (?, ?, ?, ?))");
  for (const Uuid& customer : was.customers)
    if (was.at != is.at || !is.contains(customer))
      session.database()
          .prepare(leave)
          .bind_all(Value::of(customer), Value::of(was.at), Value::of(record))
          .run();
  for (const Uuid& customer : is.customers)
    if (was.at != is.at || !was.contains(customer))
      session.database()
          .prepare(enter)
          .bind_all(Value::of(customer), Value::of(is.at), Value::of(record),
                    Value::of(std::int64_t{kind.number}))
          .run();
}

void verify_time_lines(Session& session,
                       const std::function<void(std::string what, std::optional<Reference> record)>& report) {
  for (const Kind* kind : catalogue()) {
    if (!kind->on_time_line) continue;
    AnyRecord record(*kind);
    std::int64_t found = 0;
    Statement rows = session.database().prepare(
        fmt::format("SELECT {} FROM {}", sql_of(*kind).columns, identifier(kind->name)));
    Statement entry = session.database().prepare(
        R"(SELECT 1 FROM "timeline_entry" WHERE "customer" = ? AND "at" = ? AND "record" = ? AND "kind" = ?)");
    while (rows.step()) {
      load_what_fits(*kind, rows, record.get());
      const bool live = !is_deleted(*kind, record.get());
      const PlaceOnTimeLine place = place_of(*kind, live ? record.get() : nullptr);
      for (const Uuid& customer : place.customers) {
        const Uuid& id = id_of(*kind, record.get());
        entry.bind_all(Value::of(customer), Value::of(place.at), Value::of(id),
                       Value::of(std::int64_t{kind->number}));
        if (entry.step())
          ++found;
        else
          report("the record does not stand on the time line of a customer, or not at its instant",
                 Reference::to(kind->number, id));
        entry.reset();
      }
    }
    Statement all = session.database().prepare(R"(SELECT count(*) FROM "timeline_entry" WHERE "kind" = ?)");
    all.bind_all(Value::of(std::int64_t{kind->number}));
    if (all.step() && all.integer(0) != found)
      report(fmt::format("{} entries of the time lines stand where no {} does", all.integer(0) - found,
                         kind->name),
             {});
  }
}

namespace {

// An entry's place in the order: newest first, then by record.
struct Key {
  std::int64_t at = 0;
  Uuid record;
  friend auto operator<=>(const Key&, const Key&) = default;
};

constexpr Key newest{INT64_MAX,
                     Uuid{{255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255}}};

// The statement that reads entries. Most of them are of the kind that comes first in the catalogue, the
// interactions: these rows come with their entries, others are looked up one by one.
struct ReadAlong {
  const Kind& kind;
  Sql sql;
};

const ReadAlong& read_along() {
  static const ReadAlong made = [] {
    const auto kinds = catalogue();
    const Kind& kind =
        **std::find_if(kinds.begin(), kinds.end(), [](const Kind* each) { return each->on_time_line; });
    std::string columns;
    for (const Column& each : kind.columns) columns += ", r." + column_name(each);
    return ReadAlong{kind, Sql(fmt::format(R"(SELECT t."at", t."record", t."kind"{} FROM "timeline_entry" t
           LEFT JOIN {} r ON r."id" = CASE t."kind" WHEN {} THEN t."record" END
           WHERE t."customer" = ? AND (t."at", t."record") < (?, ?)
           ORDER BY t."at" DESC, t."record" DESC LIMIT ?)",
                                           columns, identifier(kind.name), kind.number))};
  }();
  return made;
}

// The entries of one customer, read a few at a time.
class Line {
 public:
  Line(Session& session, const Uuid& customer, const Key& below, std::size_t batch)
      : session_(&session), customer_(customer), below_(below), batch_(batch) {
    fill();
  }

  struct Entry {
    Key key;
    int kind;
    std::optional<AnyRecord> record;  // only when it was read along
  };
  bool at_end() const noexcept { return next_ == entries_.size(); }
  Entry& front() { return entries_[next_]; }
  const Entry& front() const { return entries_[next_]; }
  const Uuid& customer() const noexcept { return customer_; }
  void pop() {
    below_ = entries_[next_].key;
    if (++next_ == entries_.size() && !exhausted_) fill();
  }

 private:
  void fill() {
    entries_.clear();
    next_ = 0;
    const ReadAlong& along = read_along();
    Statement rows = session_->database().prepare(along.sql);
    rows.bind_all(Value::of(customer_), Value::of(below_.at), Value::of(below_.record),
                  Value::of(static_cast<std::int64_t>(batch_)));
    while (rows.step()) {
      Entry& entry = entries_.emplace_back();
      entry.key.at = rows.integer(0);
      entry.key.record = uuid_of(rows.column(1).text);
      entry.kind = static_cast<int>(rows.integer(2));
      if (entry.kind == along.kind.number && !rows.column(3).is_nothing())
        load(along.kind, rows, entry.record.emplace(along.kind).get(), 3);
    }
    exhausted_ = entries_.size() < batch_;
    batch_ = std::min<std::size_t>(batch_ * 4, 1000);
  }

  Session* session_;
  Uuid customer_;
  Key below_;
  std::size_t batch_;
  std::vector<Entry> entries_;
  std::size_t next_ = 0;
  bool exhausted_ = false;
};

std::string cursor_text(const Key& key) { return fmt::format("{}.{}", key.at, to_text(key.record)); }

Key key_from(std::string_view cursor) {
  const Error wrong(Code::misuse, "the time line's `after` is not the `next` of a page");
  const std::size_t dot = cursor.find('.');
  Key key;
  if (dot == std::string_view::npos) throw wrong;
  const auto [end, trouble] = std::from_chars(cursor.data(), cursor.data() + dot, key.at);
  if (trouble != std::errc{} || end != cursor.data() + dot) throw wrong;
  try {
    key.record = from_text<Uuid>(cursor.substr(dot + 1));
  } catch (const Error&) {
    throw wrong;
  }
  return key;
}

// Whether the entry's record is there and not somebody else's note.
bool read(Session& session, const Kind& kind, Line::Entry& entry) {
  if (entry.record) return is_readable(session, kind, entry.record->get());
  return detail::get(session, kind, entry.key.record, entry.record.emplace(kind).get());
}

}  // namespace

Timeline read_timeline(Session& session, const std::vector<Uuid>& customers, std::size_t limit,
                       std::string_view after) {
  const Key below = after.empty() ? newest : key_from(after);
  const Reading reading(session);
  // One customer is read in one go; of many, most have nothing on the page.
  const std::size_t batch = customers.size() == 1 ? limit + 1 : 4;
  std::vector<Line> lines;
  for (const Uuid& customer : customers) {
    Line line(session, customer, below, batch);
    if (!line.at_end()) lines.push_back(std::move(line));
  }
  // A heap with the newest entry on top.
  const auto older = [](const Line& a, const Line& b) { return a.front().key < b.front().key; };
  std::make_heap(lines.begin(), lines.end(), older);

  Timeline page;
  Key last = newest;
  while (!lines.empty()) {
    std::pop_heap(lines.begin(), lines.end(), older);
    Line& line = lines.back();
    Line::Entry& entry = line.front();
    // One meeting stands on the time lines of several of its people; a newer version's kind is passed over.
    const Kind* kind = entry.key == last ? nullptr : find_kind(entry.kind);
    if (kind && read(session, *kind, entry)) {
      if (page.entries.size() == limit) {
        page.next = cursor_text(last);
        break;
      }
      last = entry.key;
      TimelineEntry& shown = page.entries.emplace_back();
      shown.at = Instant{Duration{entry.key.at}};
      shown.customer = {line.customer()};
      shown.record = Reference::to(kind->number, entry.key.record);
      shown.kind = kind;
      shown.held = std::move(*entry.record).share();
    }
    line.pop();
    if (line.at_end())
      lines.pop_back();
    else
      std::push_heap(lines.begin(), lines.end(), older);
  }
  return page;
}

}  // namespace rapport
