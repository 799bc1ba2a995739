#include "rapport/id.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "kernel/catalogue.hpp"
#include "rapport/rapport.hpp"
#include "support/book.hpp"
#include "support/random.hpp"

namespace {

using namespace rapport;
using rapport::test::error_of;
using rapport::test::FakeClock;
using rapport::test::fixed_options;
using rapport::test::Random;

TEST_CASE("an id is written as 36 characters, and read from them") {
  Uuid uuid;
  for (std::size_t i = 0; i < uuid.bytes.size(); ++i) uuid.bytes[i] = static_cast<std::uint8_t>(i * 17);
  CHECK(to_text(uuid) == "00112233-4455-6677-8899-aabbccddeeff");
  CHECK(from_text<Uuid>("00112233-4455-6677-8899-aabbccddeeff") == uuid);
  CHECK(from_text<Uuid>("00112233-4455-6677-8899-AABBCCDDEEFF") == uuid);
  const Id<Customer> id{uuid};
  CHECK(to_text(id) == to_text(uuid));
  CHECK(from_text<Id<Customer>>(to_text(id)) == id);
}

TEST_CASE("a default-made id is nil, any other is not") {
  CHECK(Uuid{}.is_nil());
  CHECK(Id<Agent>{}.is_nil());
  CHECK(to_text(Uuid{}) == "00000000-0000-0000-0000-000000000000");
  for (std::size_t i = 0; i < 16; ++i) {
    Uuid uuid;
    uuid.bytes[i] = 1;
    CHECK_FALSE(uuid.is_nil());
  }
}

TEST_CASE("whatever else is written is no id") {
  const std::vector<std::string> wrong{
      "",
      " ",
      "0190163d-8694-739b-aea5-966c26f8ad9",     // a digit short
      "0190163d-8694-739b-aea5-966c26f8ad911",   // a digit long
      "0190163d8694739baea5966c26f8ad91",        // no hyphens
      "{0190163d-8694-739b-aea5-966c26f8ad91}",  // braces
      "0190163d-8694-739b-aea5-966c26f8ad9g",    // not hexadecimal
      "0190163d-8694-739b-aea5_966c26f8ad91",    // not a hyphen
      "0190163-d8694-739b-aea5-966c26f8ad91",    // a hyphen in the wrong place
      " 190163d-8694-739b-aea5-966c26f8ad91",
      "0190163d-8694-739b-aea5-966c26f8ad9 ",
      "--------------------8--------------8",
      "019016\xc3\xa9-8694-739b-aea5-966c26f8ad91",
      std::string("0190163d-8694-739b-aea5-966c26f8ad9\0", 36),
      "customer/0190163d-8694-739b-aea5-966c26f8ad91",
  };
  for (const std::string& text : wrong) {
    CAPTURE(text);
    CHECK(error_of([&] { from_text<Uuid>(text); }).code() == Code::invalid);
    CHECK(error_of([&] { from_text<Id<Customer>>(text); }).code() == Code::invalid);
  }
}

TEST_CASE("random ids keep their bytes and their order in text") {
  Random random(1);
  Uuid before;
  for (int round = 0; round < 2000; ++round) {
    Uuid uuid;
    for (auto& byte : uuid.bytes) byte = static_cast<std::uint8_t>(random.bits());
    REQUIRE(from_text<Uuid>(to_text(uuid)) == uuid);
    REQUIRE((to_text(before) < to_text(uuid)) == (before < uuid));
    before = uuid;
  }
}

TEST_CASE("a reference holds the number of a kind beside the id") {
  const Uuid uuid = from_text<Uuid>("0190163d-8694-739b-aea5-966c26f8ad91");
  for (const int number : {0, 1, 9, 255, 256, 65535}) {
    const Reference reference = Reference::to(number, uuid);
    CHECK(reference.kind_number() == number);
    CHECK(reference.uuid() == uuid);
  }
  CHECK(Reference::to(258, uuid).bytes[0] == 1);
  CHECK(Reference::to(258, uuid).bytes[1] == 2);
  CHECK(Reference::to(1, uuid) != Reference::to(2, uuid));
}

TEST_CASE("ids a book makes are of version 7 and ascend, even when the clock stands still or goes back") {
  FakeClock clock;
  auto book = Book::in_memory(fixed_options(clock));
  std::vector<Id<Team>> ids;
  book.transaction([&] {
    for (int i = 0; i < 6000; ++i) {
      if (i == 5000) clock.advance(-std::chrono::hours(24));
      if (i == 5500) clock.advance(std::chrono::hours(72));
      ids.push_back(book.teams().add({.name = "team " + std::to_string(i)}).id);
    }
  });
  CHECK(std::is_sorted(ids.begin(), ids.end()));
  CHECK(std::set<Id<Team>>(ids.begin(), ids.end()).size() == ids.size());
  for (const auto& id : ids) {
    REQUIRE((id.uuid.bytes[6] >> 4) == 7);
    REQUIRE((id.uuid.bytes[8] >> 6) == 2);
  }
  std::uint64_t millis = 0;
  for (std::size_t i = 0; i < 6; ++i) millis = millis << 8 | ids.front().uuid.bytes[i];
  CHECK(Instant{std::chrono::milliseconds(millis)} == from_text<Instant>("2026-01-01T00:00:00Z"));
}

TEST_CASE("ids ascend through a book, although another session's clock is behind") {
  rapport::test::TemporaryFolder folder;
  FakeClock ahead;
  FakeClock behind;
  behind.advance(-std::chrono::minutes(30));
  auto one = Book::open(folder / "b.rapport", fixed_options(ahead, 1));
  auto other = Book::open(folder / "b.rapport", fixed_options(behind, 2));
  Id<Team> last{};
  for (int i = 0; i < 50; ++i)
    for (Book* book : {&one, &other, &other}) {
      const Id<Team> id = book->teams().add({.name = "team " + to_text(last)}).id;
      CHECK(last < id);
      last = id;
    }
}

}  // namespace
