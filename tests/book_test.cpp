// The book as a file: opening, refusing, closing, and what becomes of damaged files.
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <random>
#include <thread>

#include "support/files.hpp"
#include "support/random_verbs.hpp"
#include "support/raw_file.hpp"

using namespace rapport;
using namespace rapport::test;

namespace {

Code code_of_opening(const std::filesystem::path& path, bool create = true, bool read_only = false) {
  Options options;
  options.create = create;
  options.read_only = read_only;
  return error_of([&] { Book::open(path, options); }).code();
}

// A closed book of some size, and its customer.
Id<Customer> make_book(const std::filesystem::path& path, std::uint64_t seed = 1) {
  FakeClock clock;
  auto book = Book::open(path, fixed_options(clock, seed));
  const auto customer = book.customers().add({.name = "Acme"});
  RandomVerbs host(book, seed);
  for (int i = 0; i < 60; ++i) {
    clock.advance(std::chrono::seconds(1));
    host.step();
  }
  book.act_as({});
  book.search("acme");
  book.close();
  return customer.id;
}

// What the book answers, asked in every way that has an index or a table of its own behind it.
std::string answers(Book& book) {
  std::string text = whole_content(book);
  for_every_kind([&]<class R>() {
    for (const Field& field : kind_of<R>().fields)
      if (field.traits.indexed || field.traits.unique)
        for (const bool descending : {false, true})
          for (const R& record :
               book.records<R>().find({}, {.limit = 10000, .order = {field.number, descending}}).records)
            text += to_text(record.id);
  });
  for (const Customer& customer : everything<Customer>(book)) {
    for (const TimelineEntry& entry : book.timeline(customer.id, {.limit = 1000}).entries)
      text += to_text(entry.record.uuid()) + to_text(entry.at);
    const Overview all = book.overview(customer.id);
    text += fmt::format("{} {} {} {} {} {} {};",
                        book.interactions().count(where<&Interaction::customer> == customer.id),
                        all.interactions.size(), all.contact_points.size(), all.connections.size(),
                        all.needs.size(), all.consents.size(), all.stage_moves.size());
  }
  for (const char* words : {"acme", "because", "a*", "blue ltd", "nord*"})
    for (const SearchHit& hit : book.search(words, {.limit = 1000}))
      text += fmt::format("{} {} {};", to_text(hit.record.uuid()), hit.score, hit.title.text + hit.body.text);
  return text;
}

std::string answers(const std::filesystem::path& path) {
  auto book = Book::open(path);
  return answers(book);
}

// A damaged file is an error when it is opened or asked, or verify finds something, or every answer is right.
// Anything else would be a wrong answer that nobody notices. Whether the damage was noticed.
bool is_noticed(const std::filesystem::path& path, const std::string& right) {
  try {
    auto book = Book::open(path);
    const std::string given = answers(book);
    if (!book.journal().verify().intact()) return true;
    CHECK_MESSAGE((given == right), "a wrong answer, and verify finds nothing");
    return false;
  } catch (const Error& error) {
    CHECK_MESSAGE(error.code() != Code::internal, std::string(error.what()));
    return true;
  }
}

}  // namespace

TEST_CASE("a book is made where there is none, and opened where there is one") {
  TemporaryFolder folder;
  const auto path = folder / "acme.rapport";
  CHECK(code_of_opening(path, false) == Code::io);
  CHECK_FALSE(std::filesystem::exists(path));
  Id<Customer> id;
  {
    auto book = Book::open(path);
    id = book.customers().add({.name = "Acme"}).id;
  }
  CHECK(Book::open(path).customers().get(id).name == "Acme");
  CHECK(code_of_opening("") == Code::invalid);
  auto memory = Book::in_memory();
  memory.customers().add({.name = "Gone soon"});
  CHECK(Book::in_memory().customers().count() == 0);
}

TEST_CASE("what cannot be a book is refused and left alone") {
  TemporaryFolder folder;
  CHECK(code_of_opening(folder.path()) == Code::io);  // a folder
  CHECK(error_of([&] { Book::open(folder.path()); }).message().find("Success") == std::string::npos);
  CHECK(code_of_opening(folder / "no such folder" / "b.rapport") == Code::io);

  const auto text = folder / "letter.txt";
  write_file(text, "Dear customer, this is a letter and no database.\n");
  CHECK(code_of_opening(text) == Code::not_a_book);
  CHECK(bytes_of_file(text) == "Dear customer, this is a letter and no database.\n");

  const auto other = folder / "other.sqlite";
  RawFile(other).run("CREATE TABLE t (a); INSERT INTO t VALUES (1)");
  const std::string before = bytes_of_file(other);
  CHECK(code_of_opening(other) == Code::not_a_book);
  CHECK(bytes_of_file(other) == before);
  RawFile(other).run("PRAGMA application_id = 12345");
  CHECK(code_of_opening(other) == Code::not_a_book);

  const auto empty = folder / "empty.rapport";
  write_file(empty, "");
  CHECK(code_of_opening(empty, true, true) == Code::not_a_book);
  CHECK(std::filesystem::file_size(empty) == 0);
  CHECK(Book::open(empty).customers().count() == 0);  // an empty file becomes a book

  const auto bare = folder / "bare.rapport";  // marked as a book, but nothing in it
  RawFile(bare).run("PRAGMA application_id = 1380995668; PRAGMA user_version = 99");
  CHECK(code_of_opening(bare) != Code::internal);
}

TEST_CASE("a relative path in a folder that is gone is an error like any other") {
  TemporaryFolder folder;
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    const auto gone = folder / "gone";
    std::filesystem::create_directory(gone);
    std::filesystem::current_path(gone);
    std::filesystem::remove(gone);
    ::_exit(code_of_opening("b.rapport") == Code::io ? 0 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
}

TEST_CASE("a folder that may not be written makes an error, and leaves reading possible") {
  TemporaryFolder folder;
  const auto path = folder / "b.rapport";
  const auto id = make_book(path);
  std::filesystem::permissions(path, std::filesystem::perms(0444));
  std::filesystem::permissions(folder.path(), std::filesystem::perms(0555));
  // Permissions do not bind an administrator, so a child without those rights tries.
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    if (::geteuid() == 0 && ::setuid(65534) != 0) ::_exit(9);
    const Code made = error_of([&] { Book::open(folder / "new.rapport"); }).code();
    if (made != Code::io && made != Code::read_only) ::_exit(1);
    const Code written = error_of([&] { Book::open(path).teams().add({.name = "A"}); }).code();
    if (written != Code::read_only && written != Code::io) ::_exit(2);
    (void)id;
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  CHECK(WEXITSTATUS(status) == 0);
  std::filesystem::permissions(folder.path(), std::filesystem::perms(0755));
}

TEST_CASE("a book that is open read-only answers everything and changes nothing") {
  TemporaryFolder folder;
  const auto path = folder / "b.rapport";
  const auto id = make_book(path);
  const std::string before = bytes_of_file(path);
  Options options;
  options.read_only = true;
  {
    auto book = Book::open(path, options);
    const auto refused = [&](auto&& verb) { CHECK(error_of(verb).code() == Code::read_only); };
    const auto customer = book.customers().get(id);
    refused([&] { book.customers().add({.name = "B"}); });
    refused([&] { book.customers().update(customer); });
    refused([&] { book.customers().remove(customer); });
    refused([&] { book.transaction([] {}); });
    refused([&] { book.lifecycle().move(id, Stage::awareness); });
    refused([&] { book.people().hand_over(id, {}); });
    refused([&] { book.lifecycle().replace_policy({}); });
    CHECK(book.customers().count() > 0);
    CHECK(book.customers().history(id).size() > 0);
    CHECK(book.overview(id).customer.id == id);
    CHECK(book.timeline(id).entries.size() < 51);
    CHECK(book.search("acme").size() > 0);
    CHECK(book.journal().verify().intact());
  }
  CHECK(bytes_of_file(path) == before);
}

TEST_CASE("a file of a newer format: its own marks say who may read and who may write it") {
  TemporaryFolder folder;
  const auto path = folder / "b.rapport";
  const auto id = make_book(path);
  const auto mark = [&](int reader, int writer) {
    RawFile(path).run("UPDATE book SET format = 99, oldest_reader = " + std::to_string(reader) +
                      ", oldest_writer = " + std::to_string(writer) + "; PRAGMA user_version = 99");
  };
  mark(99, 99);
  const std::string before = bytes_of_file(path);
  CHECK(code_of_opening(path) == Code::newer_format);
  CHECK(code_of_opening(path, true, true) == Code::newer_format);
  CHECK(bytes_of_file(path) == before);
  mark(1, 99);
  const Error refused = error_of([&] { Book::open(path); });
  CHECK(refused.code() == Code::newer_format);
  CHECK(refused.message().ends_with("use a newer rapport, or open it for reading"));
  {
    Options options;
    options.read_only = true;
    CHECK(Book::open(path, options).customers().get(id).id == id);
  }
  mark(1, 1);
  Book::open(path).teams().add({.name = "From the past"});
  CHECK(RawFile(path).value("PRAGMA user_version") == "99");
}

TEST_CASE("a book cut off at any length is an error, a finding or a right answer") {
  TemporaryFolder folder;
  const auto path = folder / "b.rapport";
  make_book(path);
  const std::string whole = bytes_of_file(path);
  const std::string right = answers(path);
  const auto cut = folder / "cut.rapport";
  std::size_t refused = 0;
  for (std::size_t length = 7; length < whole.size(); length += length < 200 ? 7 : whole.size() / 50) {
    CAPTURE(length);
    write_file(cut, whole.substr(0, length));
    for (const char* tail : {"-wal", "-shm"}) std::filesystem::remove(cut.string() + tail);
    if (is_noticed(cut, right)) ++refused;
  }
  CHECK(refused > 40);
}

TEST_CASE(
    "a book with bytes altered at random is an error, a finding or a right answer; writing to it never "
    "crashes") {
  TemporaryFolder folder;
  const auto path = folder / "b.rapport";
  const auto id = make_book(path);
  const std::string whole = bytes_of_file(path);
  const std::string right = answers(path);
  const auto altered = folder / "altered.rapport";
  std::mt19937 engine(4);
  std::size_t noticed = 0;
  for (int round = 0; round < 400; ++round) {
    CAPTURE(round);
    std::string bytes = whole;
    for (int i = 0; i < 1 + round % 20; ++i) bytes[engine() % bytes.size()] = static_cast<char>(engine());
    write_file(altered, bytes);
    for (const char* tail : {"-wal", "-shm"}) std::filesystem::remove(altered.string() + tail);
    if (is_noticed(altered, right)) ++noticed;
    const auto attempt = [&](auto&& call) {
      try {
        call();
      } catch (const Error& error) {
        CHECK_MESSAGE(error.code() != Code::internal, std::string(error.what()));
      }
    };
    attempt([&] {
      auto book = Book::open(altered);
      attempt([&] { book.customers().history(id); });
      attempt([&] { book.search("acme"); });
      attempt([&] { book.customers().add({.name = "Written into the damage"}); });
      attempt([&] {
        auto customer = book.customers().get(id);
        customer.name = "Altered";
        book.customers().update(customer);
      });
    });
  }
  CHECK(noticed > 150);
  CHECK(noticed < 400);
}

TEST_CASE("a closed book refuses every call, and so do collections taken from it before") {
  TemporaryFolder folder;
  auto book = Book::open(folder / "b.rapport");
  auto customers = book.customers();
  auto journal = book.journal();
  book.close();
  book.close();
  CHECK(error_of([&] { book.customers(); }).code() == Code::misuse);
  CHECK(error_of([&] { book.now(); }).code() == Code::misuse);
  CHECK(error_of([&] { book.act_as({}); }).code() == Code::misuse);
  CHECK(error_of([&] { book.search("x"); }).code() == Code::misuse);
  CHECK(error_of([&] { book.transaction([] {}); }).code() == Code::misuse);
  CHECK(error_of([&] { customers.count(); }).code() == Code::misuse);
  CHECK(error_of([&] { customers.add({.name = "A"}); }).code() == Code::misuse);
  CHECK(error_of([&] { journal.head(); }).code() == Code::misuse);
}

TEST_CASE("closing inside a transaction or while a call runs is misuse and changes nothing") {
  auto book = Book::in_memory();
  book.transaction([&] {
    book.teams().add({.name = "A"});
    CHECK(error_of([&] { book.close(); }).code() == Code::misuse);
    book.teams().add({.name = "B"});
  });
  CHECK(book.teams().count() == 2);
  CHECK(error_of([&] { book.journal().verify({}, [&](auto, auto) { book.close(); }); }).code() ==
        Code::misuse);
  CHECK(book.teams().count() == 2);
  CHECK(book.journal().verify().intact());
}

TEST_CASE("a verb called while a question is answered is misuse; another question is answered") {
  auto book = Book::in_memory();
  book.teams().add({.name = "A"});
  int heard = 0;
  const auto verification = book.journal().verify({}, [&](auto, auto) {
    ++heard;
    CHECK(error_of([&] { book.teams().add({.name = "B"}); }).code() == Code::misuse);
    CHECK(error_of([&] { book.transaction([] {}); }).code() == Code::misuse);
    CHECK(error_of([&] { book.catch_up_search(); }).code() == Code::misuse);
    CHECK(book.search("a").empty());
    CHECK(book.teams().count() == 1);
  });
  CHECK(heard > 0);
  CHECK(verification.intact());
  book.teams().add({.name = "B"});
  CHECK(book.teams().count() == 2);
}

TEST_CASE("patience may be longer than SQLite can count") {
  TemporaryFolder folder;
  const auto path = folder / "b.rapport";
  using std::chrono::milliseconds;
  for (const auto timeout :
       {milliseconds::max(), milliseconds::min(), milliseconds(std::chrono::hours(1000))}) {
    Options options;
    options.busy_timeout = timeout;
    CHECK(Book::open(path, options).teams().count() == 0);
  }
  Options patient;
  patient.busy_timeout = std::chrono::hours(1000);
  auto waiting = Book::open(path, patient);
  auto first = Book::open(path);
  std::thread writer;
  first.transaction([&] {
    first.teams().add({.name = "A"});
    writer = std::thread([&] {
      try {
        waiting.teams().add({.name = "B"});
      } catch (const Error& error) {
        FAIL_CHECK(error.what());
      }
    });
    std::this_thread::sleep_for(milliseconds(50));
  });
  writer.join();
  CHECK(first.teams().count() == 2);
}

TEST_CASE("a path seen from a folder that is gone is an error of ours") {
  TemporaryFolder folder;
  const auto before = std::filesystem::current_path();
  const auto gone = folder / "gone";
  std::filesystem::create_directory(gone);
  std::filesystem::current_path(gone);
  std::filesystem::remove(gone);
  CHECK(code_of_opening("b.rapport") == Code::io);
  std::filesystem::current_path(before);
}

TEST_CASE("a book can be moved; the one moved from is as good as closed") {
  auto book = Book::in_memory();
  book.teams().add({.name = "A"});
  Book moved = std::move(book);
  CHECK(moved.teams().count() == 1);
  CHECK(error_of([&] { book.teams(); }).code() == Code::misuse);
  book = Book::in_memory();
  CHECK(book.teams().count() == 0);
  book = std::move(moved);
  CHECK(book.teams().count() == 1);
}

TEST_CASE("the same clock, seed and calls make the same file, byte for byte") {
  TemporaryFolder folder;
  make_book(folder / "a.rapport", 3);
  make_book(folder / "b.rapport", 3);
  make_book(folder / "c.rapport", 4);
  CHECK((bytes_of_file(folder / "a.rapport") == bytes_of_file(folder / "b.rapport")));
  CHECK((bytes_of_file(folder / "a.rapport") != bytes_of_file(folder / "c.rapport")));
}

TEST_CASE("neither the log nor a message ever holds a personal value") {
  TemporaryFolder folder;
  std::vector<std::string> heard;
  Options options;
  options.busy_timeout = {};
  options.log = [&](const LogEvent& event) { heard.push_back(event.message); };
  auto book = Book::open(folder / "b.rapport", options);
  const std::string secret = "Zuleika";
  const std::string mail = "zuleika@secret.example";
  int failures = 0;
  const auto fails = [&](auto&& call) {
    try {
      call();
    } catch (const Error& error) {
      ++failures;
      heard.emplace_back(error.what());
    }
  };
  auto person = book.customers().add(
      {.type = CustomerType::person, .name = secret, .given_name = secret, .external_id = secret});
  auto agent = book.agents().add({.name = secret, .email = mail});
  book.contact_points().add({.customer = person.id, .kind = ContactKind::email, .value = mail});
  fails([&] { book.customers().add({.name = "Other", .external_id = secret}); });
  fails([&] { book.agents().add({.name = "Other", .email = mail}); });
  fails(
      [&] { book.contact_points().add({.customer = person.id, .kind = ContactKind::email, .value = mail}); });
  fails([&] { book.contact_points().add({.customer = person.id, .value = "not an address, " + secret}); });
  fails([&] {
    book.contact_points().add({.customer = person.id, .kind = ContactKind::phone, .value = secret});
  });
  fails([&] { book.customers().add({.name = secret + "\xff"}); });
  fails([&] { book.customers().add({.name = secret + std::string(300, 'x')}); });
  fails([&] {
    auto stale = person;
    stale.version = 1000;
    stale.name = secret + " too";
    book.customers().update(stale);
  });
  fails([&] { book.customers().update({.id = person.id, .version = person.version, .name = ""}); });
  fails([&] { book.interactions().add({.customer = {}, .subject = secret}); });
  fails([&] {
    book.transaction([&] {
      book.needs().add({.customer = person.id, .statement = secret});
      book.customers().add({.name = "Third", .external_id = secret});
    });
  });
  fails([&] { book.lifecycle().move(person.id, Stage::commitment, {.reason = secret}); });
  {
    auto second = Book::open(folder / "b.rapport", options);
    second.transaction([&] { fails([&] { book.customers().add({.name = secret}); }); });
  }
  CHECK(failures >= 12);
  CHECK(heard.size() > static_cast<std::size_t>(failures));  // the log heard something too
  for (const std::string& each : heard) {
    CAPTURE(each);
    CHECK(each.find(secret) == std::string::npos);
    CHECK(each.find("secret.example") == std::string::npos);
  }
}
