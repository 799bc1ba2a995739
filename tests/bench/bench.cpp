// The benchmarks: rapport beside the same work written by hand with SQLite's C functions (hand.hpp).
//
//   rapport_bench [--scale 0.1] [--only ingest] [--runs 3] [--folder DIR] [--incidents FILE] [--json]
//
// Scale 1 is 100,000 customers, 1,000,000 interactions and a CSV file of 500,000 rows. Both sides write the
// same rows in the same order and read the same file; runs alternate, and the better of each side counts.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <string_view>

#include "calendars.hpp"
#include "capi.hpp"
#include "cases.hpp"
#include "data.hpp"
#include "expressions.hpp"
#include "hand.hpp"
#include "harness.hpp"
#include "rapport/rapport.hpp"
#include "replays.hpp"
#include "rules.hpp"

namespace rapport::bench {
namespace {

struct Setting {
  double scale = 1;
  int runs = 2;
  std::string only{};
  std::filesystem::path folder{};
  std::filesystem::path incidents{};  // the log of a help desk
  bool json = false;
};

constexpr std::size_t rows_per_transaction = 1000;
// The page cache is 64 MB; what lies beyond it is the library's and must not grow with the book.
constexpr double most_megabytes = 64 + 32;

std::size_t scaled(double scale, std::size_t count) {
  return std::max<std::size_t>(100, static_cast<std::size_t>(scale * static_cast<double>(count)));
}

Data data_of(double scale) { return Data(scaled(scale, 100000), scaled(scale, 1000000)); }

// Calls `rows(from, until)` for each transaction's share of a count.
template <class F>
void in_shares(std::size_t count, F rows) {
  for (std::size_t from = 0; from < count; from += rows_per_transaction)
    rows(from, std::min(from + rows_per_transaction, count));
}

Interaction interaction_from(Id<Customer> customer, const InteractionData& data) {
  Interaction interaction{.customer = customer, .channel = Channel::email, .direction = Direction::inbound};
  interaction.at = Instant{Duration{data.at}};
  interaction.subject = data.subject;
  interaction.body = data.body;
  return interaction;
}

// ---- Ingest
// ---------------------------------------------------------------------------------------------------

// Fills a new book; returns the seconds it took.
double ingest_with_library(const std::filesystem::path& path, const Data& data) {
  const Stopwatch watch;
  auto book = Book::open(path);
  std::vector<Id<Customer>> customers;
  in_shares(data.customers(), [&](std::size_t from, std::size_t until) {
    book.transaction([&] {
      for (std::size_t i = from; i < until; ++i)
        customers.push_back(book.customers().add({.name = data.customer_name(i), .country = "FR"}).id);
    });
  });
  Dice dice(1);
  in_shares(data.interactions(), [&](std::size_t from, std::size_t until) {
    book.transaction([&] {
      for (std::size_t i = from; i < until; ++i) {
        const InteractionData next = data.interaction(i, dice);
        book.interactions().add(interaction_from(customers[next.customer], next));
      }
    });
  });
  book.close();
  return watch.seconds();
}

double ingest_by_hand(const std::filesystem::path& path, const Data& data, Hashes hashes) {
  const Stopwatch watch;
  {
    Hand hand(path, hashes);
    std::vector<Uuid> customers;
    in_shares(data.customers(), [&](std::size_t from, std::size_t until) {
      hand.begin();
      for (std::size_t i = from; i < until; ++i)
        customers.push_back(hand.add_customer(data.customer_name(i), "FR"));
      hand.commit("transaction");
    });
    Dice dice(1);
    in_shares(data.interactions(), [&](std::size_t from, std::size_t until) {
      hand.begin();
      for (std::size_t i = from; i < until; ++i) {
        const InteractionData next = data.interaction(i, dice);
        hand.add_interaction(customers[next.customer], next);
      }
      hand.commit("transaction");
    });
  }
  return watch.seconds();
}

// An empty book, so that the other side has the very same tables.
std::filesystem::path empty_book(const Folder& folder, const std::string& name) {
  const std::filesystem::path path = folder.fresh(name);
  Book::open(path).close();
  return path;
}

// Of more rows, verifying what was written by hand would take longer than writing it.
constexpr std::size_t most_verified = 100'000;

void need_equal(const std::filesystem::path& ours, const std::filesystem::path& theirs) {
  in_child([&](Figures&) {
    const std::string mine = Hand(ours).summary();
    const std::string other = Hand(theirs).summary();
    if (mine != other) throw std::runtime_error("the rows differ:\n" + mine + "and by hand\n" + other);
  });
}

struct Better {
  double seconds = 1e9;
  double peak_megabytes = 0;
  void take(const Figures& figures) {
    if (figures.first < seconds) *this = {figures.first, figures.peak_megabytes};
  }
};

void ingest(Report& report, const Folder& folder, const Setting& setting) {
  const Data data = data_of(setting.scale);
  Better ours;
  Better theirs;
  Better hashed;
  for (int run = 0; run < setting.runs; ++run) {
    const auto mine = folder.fresh("ingest.rapport");
    ours.take(in_child([&](Figures& figures) { figures.first = ingest_with_library(mine, data); }));
    const auto other = empty_book(folder, "hand.rapport");
    theirs.take(
        in_child([&](Figures& figures) { figures.first = ingest_by_hand(other, data, Hashes::none); }));
    if (run == 0) need_equal(mine, other);
    const auto hashes = empty_book(folder, "hand.rapport");
    hashed.take(
        in_child([&](Figures& figures) { figures.first = ingest_by_hand(hashes, data, Hashes::computed); }));
    if (run == 0 && data.interactions() <= most_verified) in_child([&](Figures&) { need_intact(hashes); });
  }
  const std::size_t rows = data.customers() + data.interactions();
  const auto rate = [&](const Better& side) { return static_cast<double>(rows) / side.seconds; };
  report.add({"ingest", fmt::format("{} rows, 1,000 per transaction", rows), Unit::seconds, ours.seconds,
              theirs.seconds, 1.3});
  report.add({"ingest", "the same, hand-written with hashes", Unit::seconds, ours.seconds, hashed.seconds});
  report.add({"ingest", "rows per second", Unit::per_second, rate(ours), rate(theirs)});
}

// ---- Importing a CSV file
// -----------------------------------------------------------------------------------------

void import_csv(Report& report, const Folder& folder, const Setting& setting) {
  const std::size_t rows = scaled(setting.scale, 500000);
  const auto csv = folder / "customers.csv";
  write_customers_csv(csv, rows);
  Better ours;
  Better theirs;
  Better hashed;
  for (int run = 0; run < setting.runs; ++run) {
    const auto mine = folder.fresh("import.rapport");
    ours.take(in_child([&](Figures& figures) {
      const Stopwatch watch;
      auto book = Book::open(mine);
      const ImportReport done = book.exchange().import_file(csv, book.exchange().plan(csv, "customer"));
      book.close();
      figures.first = watch.seconds();
      if (done.added != static_cast<std::int64_t>(rows)) throw std::runtime_error("the import left rows out");
    }));
    const auto by_hand = [&](const std::filesystem::path& path, Hashes hashes, Figures& figures) {
      const Stopwatch watch;
      std::size_t added = 0;
      {
        Hand hand(path, hashes);
        added = hand.import_csv(csv);
      }
      figures.first = watch.seconds();
      if (added != rows) throw std::runtime_error("the import by hand left rows out");
    };
    const auto other = empty_book(folder, "hand.rapport");
    theirs.take(in_child([&](Figures& figures) { by_hand(other, Hashes::none, figures); }));
    if (run == 0) need_equal(mine, other);
    const auto hashes = empty_book(folder, "hand.rapport");
    hashed.take(in_child([&](Figures& figures) { by_hand(hashes, Hashes::computed, figures); }));
    if (run == 0 && rows <= most_verified) in_child([&](Figures&) { need_intact(hashes); });
  }
  std::filesystem::remove(csv);
  const auto rate = [&](const Better& side) { return static_cast<double>(rows) / side.seconds; };
  report.add(
      {"import", fmt::format("CSV of {} customers", rows), Unit::seconds, ours.seconds, theirs.seconds, 1.3});
  report.add({"import", "the same, hand-written with hashes", Unit::seconds, ours.seconds, hashed.seconds});
  report.add({"import", "rows per second", Unit::per_second, rate(ours), rate(theirs)});
  report.add({"import",
              "peak memory",
              Unit::megabytes,
              ours.peak_megabytes,
              theirs.peak_megabytes,
              {},
              most_megabytes});
}

// ---- One durable write
// ----------------------------------------------------------------------------------------

void write(Report& report, const Folder& folder, const Setting& setting) {
  const Data data(1000, scaled(setting.scale, 2000));
  const auto mine = folder.fresh("write.rapport");
  const auto other = empty_book(folder, "hand.rapport");
  auto book = Book::open(mine);
  Hand hand(other);
  std::vector<Id<Customer>> customers;
  std::vector<Uuid> customers_by_hand;
  book.transaction([&] {
    for (std::size_t i = 0; i < data.customers(); ++i)
      customers.push_back(book.customers().add({.name = data.customer_name(i)}).id);
  });
  hand.begin();
  for (std::size_t i = 0; i < data.customers(); ++i)
    customers_by_hand.push_back(hand.add_customer(data.customer_name(i), "FR"));
  hand.commit("transaction");
  Samples ours;
  Samples theirs;
  Dice dice(2);
  for (std::size_t i = 0; i < data.interactions(); ++i) {
    const InteractionData next = data.interaction(i, dice);
    const auto with_library = [&] {
      const Stopwatch watch;
      book.interactions().add(interaction_from(customers[next.customer], next));
      ours.add(watch.seconds());
    };
    const auto by_hand = [&] {
      const Stopwatch watch;
      hand.begin();
      hand.add_interaction(customers_by_hand[next.customer], next);
      hand.commit("interaction.add");
      theirs.add(watch.seconds());
    };
    if (i % 2 == 0) with_library();
    by_hand();
    if (i % 2 != 0) with_library();
  }
  report.add({"write", "one interaction, one commit, FULL, p50", Unit::microseconds, ours.p50(), theirs.p50(),
              1.15});
  report.add({"write", "p99", Unit::microseconds, ours.p99(), theirs.p99()});
}

// ---- Reading a large book
// -------------------------------------------------------------------------------------

// The book that ingest left, or a new one.
std::filesystem::path large_book(const Folder& folder, const Setting& setting) {
  const auto path = folder / "ingest.rapport";
  if (!std::filesystem::exists(path))
    in_child([&](Figures&) { ingest_with_library(path, data_of(setting.scale)); });
  return path;
}

// Measures both sides in turn over the customers; each answer is compared.
template <class Ours, class Theirs, class Same>
std::pair<Samples, Samples> in_turn(const std::vector<Uuid>& customers, Ours ours, Theirs theirs, Same same) {
  std::pair<Samples, Samples> samples;
  const auto timed = [](Samples& to, auto& work, const Uuid& customer) {
    const Stopwatch watch;
    auto result = work(customer);
    to.add(watch.seconds());
    return result;
  };
  bool first = false;
  for (const Uuid& customer : customers) {
    // Whoever comes first finds the pages cold, so both take turns at it.
    first = !first;
    if (first) {
      const auto mine = timed(samples.first, ours, customer);
      if (!same(mine, timed(samples.second, theirs, customer)))
        throw std::runtime_error("the answers differ");
    } else {
      const auto other = timed(samples.second, theirs, customer);
      if (!same(timed(samples.first, ours, customer), other)) throw std::runtime_error("the answers differ");
    }
  }
  return samples;
}

std::vector<Uuid> drawn_from(const std::vector<Uuid>& all, std::size_t among, std::size_t count) {
  Dice dice(3);
  std::vector<Uuid> drawn;
  for (std::size_t i = 0; i < count; ++i) drawn.push_back(all[dice.below(std::min(among, all.size()))]);
  return drawn;
}

bool is_same(const Interaction& mine, const InteractionRow& other) {
  return mine.id.uuid == other.id && mine.at->time_since_epoch().count() == other.at &&
         mine.version == other.version && mine.subject == other.subject && mine.body == other.body &&
         to_text(mine.channel) == other.channel;
}

void timeline(Report& report, const Folder& folder, const Setting& setting) {
  const auto path = large_book(folder, setting);
  auto book = Book::open(path);
  Hand hand(path);
  const auto all = hand.customer_ids();
  const auto read = [&](std::size_t among) {
    return in_turn(
        drawn_from(all, among, 4000), [&](const Uuid& customer) { return book.timeline({customer}); },
        [&](const Uuid& customer) { return hand.newest(customer, 50); },
        [](const Timeline& mine, const std::vector<InteractionRow>& other) {
          return mine.entries.size() == other.size() &&
                 std::equal(mine.entries.begin(), mine.entries.end(), other.begin(),
                            [](const TimelineEntry& entry, const InteractionRow& row) {
                              return is_same(*entry.as<Interaction>(), row);
                            });
        });
  };
  read(all.size());  // both caches warm
  {
    const auto [ours, theirs] = read(data_of(setting.scale).busy_customers());
    report.add(
        {"timeline", "newest 50 of a busy customer, p50", Unit::microseconds, ours.p50(), theirs.p50(), 1.2});
    report.add({"timeline", "p99", Unit::microseconds, ours.p99(), theirs.p99(), {}, 1e-3});
  }
  const auto [ours, theirs] = read(all.size());
  report.add(
      {"timeline", "newest 50 of any customer (about 8), p50", Unit::microseconds, ours.p50(), theirs.p50()});
  report.add({"timeline", "p99", Unit::microseconds, ours.p99(), theirs.p99(), {}, 1e-3});
}

// Gives 2,000 customers everything an overview shows, and a fifth of all a stage move.
std::vector<Uuid> furnish(Book& book, const std::vector<Uuid>& all) {
  std::vector<Uuid> furnished;
  book.transaction([&] {
    for (std::size_t i = 0; i < all.size(); i += 5) {
      const Id<Customer> customer{all[i]};
      book.lifecycle().move(customer, Stage::awareness);
      if (furnished.size() == 2000) continue;
      furnished.push_back(all[i]);
      book.contact_points().add({.customer = customer, .value = fmt::format("a{}@b.example", i)});
      book.contact_points().add(
          {.customer = customer, .kind = ContactKind::phone, .value = fmt::format("+33{:08}", i)});
      book.connections().add(
          {.customer = customer, .role = Role::partner_of, .other = {all[i + 1]}, .title = "Partner"});
      book.needs().add({.customer = customer, .aspect = NeedAspect::goal, .statement = "Wants fewer tools"});
      book.consents().add({.customer = customer, .purpose = Purpose::newsletter, .evidence = "The form"});
    }
  });
  return furnished;
}

void overview(Report& report, const Folder& folder, const Setting& setting) {
  const auto path = large_book(folder, setting);
  auto book = Book::open(path);
  Hand hand(path);
  const auto all = hand.customer_ids();
  const auto furnished = furnish(book, all);
  const auto read = [&] {
    return in_turn(
        drawn_from(furnished, furnished.size(), 4000),
        [&](const Uuid& customer) { return book.overview({customer}); },
        [&](const Uuid& customer) { return hand.overview(customer, 20); },
        [](const Overview& mine, const OverviewRows& other) {
          return mine.customer.name == other.customer.name && mine.contact_points.size() == 2 &&
                 other.contact_points.size() == 2 &&
                 mine.contact_points[1].value == other.contact_points[1].value &&
                 mine.connections.size() == other.connections.size() &&
                 mine.needs.size() == other.needs.size() && mine.consents.size() == other.consents.size() &&
                 mine.stage_moves.size() == other.stage_moves.size() &&
                 std::equal(mine.interactions.begin(), mine.interactions.end(), other.interactions.begin(),
                            other.interactions.end(), is_same);
        });
  };
  read();
  const auto [ours, theirs] = read();
  report.add(
      {"overview", "everything about one customer, p50", Unit::microseconds, ours.p50(), theirs.p50(), 2});
  report.add({"overview", "p99", Unit::microseconds, ours.p99(), theirs.p99()});

  const Stopwatch watch;
  const auto lines = book.lifecycle().funnel(Instant{}, book.now());
  report.add({"funnel", fmt::format("over {} customers", all.size()), Unit::milliseconds, watch.seconds()});
  if (lines.empty()) throw std::runtime_error("the funnel is empty");
}

void opening(Report& report, const Folder& folder, const Setting& setting) {
  const auto path = large_book(folder, setting);
  Samples ours;
  for (int i = 0; i < 51; ++i) {
    const Stopwatch watch;
    auto book = Book::open(path);
    if (book.customers().find({}, {.limit = 1}).records.empty())
      throw std::runtime_error("the book is empty");
    ours.add(watch.seconds());
  }
  report.add({"open", "opening and reading one record, p50", Unit::milliseconds, ours.p50(), {}, {}, 10e-3});
}

void memory(Report& report, const Folder& folder, const Setting& setting) {
  for (const double scale : {setting.scale / 10, setting.scale}) {
    const Data data = data_of(scale);
    const auto path = folder.fresh("memory.rapport");
    const Figures filled = in_child([&](Figures&) { ingest_with_library(path, data); });
    report.add({"memory",
                fmt::format("peak of ingesting {}", data.interactions()),
                Unit::megabytes,
                filled.peak_megabytes,
                {},
                {},
                most_megabytes});
    const Figures read = in_child([&](Figures& figures) {
      auto book = Book::open(path);
      book.interactions().for_each({}, [&](const Interaction& each) { figures.first += each.body ? 1 : 0; });
      figures.second = static_cast<double>(data.interactions()) - figures.first;
      if (figures.second != 0) throw std::runtime_error("for_each left records out");
    });
    report.add({"memory",
                fmt::format("peak of for_each over {}", data.interactions()),
                Unit::megabytes,
                read.peak_megabytes,
                {},
                {},
                most_megabytes});
  }
}

void scan(Report& report, const Folder& folder, const Setting& setting) {
  auto book = Book::open(large_book(folder, setting));
  const Stopwatch watch;
  double count = 0;
  book.interactions().for_each({}, [&](const Interaction& each) { count += each.body ? 1 : 0; });
  report.add({"scan", "for_each over all interactions, records", Unit::per_second, count / watch.seconds()});
}

void search(Report& report, const Folder& folder, const Setting& setting) {
  const Data data = data_of(setting.scale);
  auto book = Book::open(large_book(folder, setting));
  const Stopwatch watch;
  while (book.catch_up_search() > 0) {
  }
  report.add({"search", "catching up, for a million records", Unit::seconds,
              watch.seconds() * 1e6 / static_cast<double>(data.customers() + data.interactions())});
  Samples samples;
  Dice dice(4);
  std::size_t hits = 0;
  for (int i = 0; i < 200; ++i) {
    const std::string words = data.two_words(dice);
    const Stopwatch each;
    hits += book.search(words).size();
    samples.add(each.seconds());
  }
  if (hits == 0) throw std::runtime_error("nothing was found");
  report.add({"search", "two words, 20 best, p50", Unit::milliseconds, samples.p50()});
  report.add({"search", "p99", Unit::milliseconds, samples.p99()});
}

void verification(Report& report, const Folder& folder, const Setting& setting) {
  auto book = Book::open(large_book(folder, setting));
  const Stopwatch watch;
  const Verification result = book.journal().verify();
  if (!result.intact()) throw std::runtime_error(result.findings.front().what);
  report.add({"verify", "the whole journal, for a million changes", Unit::seconds,
              watch.seconds() * 1e6 / static_cast<double>(result.changes)});
}

void expressions(Report& report, const Folder& folder, const Setting& setting) {
  measure_language(report);
  measure_filters(report, large_book(folder, setting));
}

void calendars(Report& report, const Folder&, const Setting&) { measure_calendar(report); }
void replays(Report& report, const Folder&, const Setting& setting) {
  measure_replay(report, setting.incidents);
}

void cases(Report& report, const Folder& folder, const Setting& setting) {
  measure_opening(report, folder.fresh("cases.rapport"), folder.fresh("hand.rapport"));
  measure_measures(report, folder.fresh("measures.rapport"), scaled(setting.scale, 1'000'000));
}

void rules(Report& report, const Folder& folder, const Setting& setting) {
  measure_sweep(report, folder, std::max<std::size_t>(10'200, scaled(setting.scale, 1'000'000)),
                setting.runs);
  measure_due_index(report, folder.fresh("ruled.rapport"), folder.fresh("plain.rapport"));
}

void capi(Report& report, const Folder& folder, const Setting& setting) {
  measure_fields(report);
  measure_recording(report, data_of(setting.scale), setting.runs,
                    [&] { return folder.fresh("capi.rapport"); });
  measure_walking(report, large_book(folder, setting), setting.runs);
}

struct Section {
  std::string_view name;
  void (*measure)(Report&, const Folder&, const Setting&);
};
// Memory comes before the sections that measure in this process: a child begins with its parent's pages.
constexpr Section sections[] = {
    {"ingest", ingest},
    {"import", import_csv},
    {"memory", memory},
    {"write", write},
    {"open", opening},
    {"timeline", timeline},
    {"overview", overview},
    {"scan", scan},
    {"search", search},
    {"verify", verification},
    {"expression", expressions},
    {"calendar", calendars},
    {"cases", cases},
    {"rules", rules},
    {"capi", capi},
    {"replay", replays},
};

template <class T>
T number_from(std::string_view text) {
  T value{};
  const auto [end, trouble] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (trouble != std::errc{} || end != text.data() + text.size() || value <= 0)
    throw std::runtime_error(fmt::format("\"{}\" is not a number above 0", text));
  return value;
}

Setting setting_from(int count, char** arguments) {
  Setting setting;
  for (int i = 1; i < count; ++i) {
    const std::string_view option = arguments[i];
    const auto value = [&]() -> std::string_view {
      if (++i == count) throw std::runtime_error(fmt::format("{} needs a value", option));
      return arguments[i];
    };
    if (option == "--scale")
      setting.scale = number_from<double>(value());
    else if (option == "--runs")
      setting.runs = number_from<int>(value());
    else if (option == "--only")
      setting.only = value();
    else if (option == "--folder")
      setting.folder = value();
    else if (option == "--incidents")
      setting.incidents = value();
    else if (option == "--json")
      setting.json = true;
    else
      throw std::runtime_error(
          "rapport_bench [--scale 0.1] [--only SECTION] [--runs 2] [--folder DIR] [--incidents FILE] "
          "[--json]");
  }
  return setting;
}

int run(const Setting& setting) {
  const bool known =
      setting.only.empty() || std::any_of(std::begin(sections), std::end(sections),
                                          [&](const Section& each) { return each.name == setting.only; });
  if (!known) {
    std::string names;
    for (const Section& each : sections) names += fmt::format(" {}", each.name);
    throw std::runtime_error("the sections are" + names);
  }
  const Folder folder(setting.folder);
  Report report(setting.json);
  report.note("By hand: the same tables, indexes, pragmas and journal rows; no hashes unless said.");
  report.heading();
  for (const Section& each : sections)
    if (setting.only.empty() || setting.only == each.name) each.measure(report, folder, setting);
  report.finish();
  return 0;
}

}  // namespace
}  // namespace rapport::bench

int main(int count, char** arguments) {
  try {
    return rapport::bench::run(rapport::bench::setting_from(count, arguments));
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 2;
  }
}
