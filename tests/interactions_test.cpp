// Interactions, and above all that a personal note is its author's alone on every way to read it.
#include "rapport/interactions.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "support/files.hpp"
#include "support/kinds.hpp"
#include "support/raw_file.hpp"

namespace {

using namespace rapport;
using namespace std::chrono_literals;
using rapport::test::bytes_of_file;
using rapport::test::error_of;
using rapport::test::RawFile;
using rapport::test::TemporaryFolder;
using rapport::test::World;

TEST_CASE("an interaction begins when it is added, unless said otherwise, and knows who wrote it down") {
  World world;
  Book& book = world.book;
  CHECK(world.call.at == world.clock.now());
  CHECK_FALSE(world.call.author);
  book.act_as(world.agent.id);
  const Agent other = book.agents().add({.name = "Other"});
  Interaction note = book.interactions().add(
      {.customer = world.acme.id, .at = world.clock.now() - 5h, .subject = "x", .author = other.id});
  CHECK(note.at == world.clock.now() - 5h);
  CHECK(note.author == world.agent.id);

  note.at.reset();
  note.subject = "y";
  note = book.interactions().update(note);
  CHECK(note.at == world.clock.now() - 5h);
  note.author = other.id;
  CHECK(error_of([&] { book.interactions().update(note); }).field() == "author");
}

TEST_CASE("a customer is no participant besides") {
  World world;
  const Error error = error_of([&] {
    world.book.interactions().add({.customer = world.acme.id, .participants = {world.ana.id, world.acme.id}});
  });
  CHECK(error.code() == Code::invalid);
  CHECK(error.field() == "participants");
}

TEST_CASE("only an agent can write a note for the agent's eyes") {
  World world;
  CHECK(error_of([&] {
          world.book.interactions().add({.customer = world.acme.id, .visibility = Visibility::author});
        }).field() == "visibility");
  Interaction call = world.call;
  call.visibility = Visibility::author;
  CHECK(error_of([&] { world.book.interactions().update(call); }).field() == "visibility");
}

TEST_CASE("an agent that does not exist cannot act") {
  World world;
  CHECK(error_of([&] { world.book.act_as(Id<Agent>{world.acme.id.uuid}); }).code() == Code::not_found);
  CHECK_FALSE(world.book.actor());
  world.book.act_as(world.agent.id);
  CHECK(world.book.actor() == world.agent.id);
  world.book.act_as({});
  CHECK_FALSE(world.book.actor());
}

// A note of Zoé's among ordinary interactions.
struct Notes {
  World world;
  Book& book = world.book;
  Id<Agent> zoe = world.agent.id;
  Id<Agent> max = book.agents().add({.name = "Max"}).id;
  Interaction note;

  Notes() {
    book.act_as(zoe);
    world.clock.advance(1h);
    note = book.interactions().add({.customer = world.acme.id,
                                    .participants = {world.ana.id},
                                    .subject = "Privatissime",
                                    .external_id = "note-1",
                                    .visibility = Visibility::author});
    note.body = "they bluff";
    note = book.interactions().update(note);
  }
};

// Every way to read, each telling whether the note was seen.
struct Way {
  const char* name;
  bool (*sees)(Notes& notes);
};

bool has(const std::vector<Interaction>& interactions, Id<Interaction> id) {
  return std::any_of(interactions.begin(), interactions.end(),
                     [&](const Interaction& each) { return each.id == id; });
}
bool stands_on(const Timeline& line, Id<Interaction> id) {
  return std::any_of(line.entries.begin(), line.entries.end(),
                     [&](const TimelineEntry& each) { return each.record.uuid() == id.uuid; });
}
template <class F>
bool is_found(F&& read) {
  try {
    read();
    return true;
  } catch (const Error& error) {
    CHECK(error.code() == Code::not_found);
    return false;
  }
}

const std::vector<Way> ways{
    {"get", [](Notes& n) { return is_found([&] { n.book.interactions().get(n.note.id); }); }},
    {"find by id", [](Notes& n) { return n.book.interactions().find(n.note.id).has_value(); }},
    {"find", [](Notes& n) { return has(n.book.interactions().find().records, n.note.id); }},
    {"find with deleted",
     [](Notes& n) {
       return has(n.book.interactions().find({}, {.include_deleted = true}).records, n.note.id);
     }},
    {"find by its number",
     [](Notes& n) {
       return !n.book.interactions().find(where<&Interaction::external_id> == "note-1").records.empty();
     }},
    {"find by its visibility",
     [](Notes& n) {
       return !n.book.interactions()
                   .find(where<&Interaction::visibility> == Visibility::author)
                   .records.empty();
     }},
    {"find by either of two",
     [](Notes& n) {
       const Condition any = where<&Interaction::subject> == "nothing" || Condition{};
       return has(n.book.interactions().find(any).records, n.note.id);
     }},
    {"find in order",
     [](Notes& n) {
       return has(n.book.interactions().find({}, {.order = order_by<&Interaction::external_id>()}).records,
                  n.note.id);
     }},
    {"count", [](Notes& n) { return n.book.interactions().count() == 2; }},
    {"for_each",
     [](Notes& n) {
       bool seen = false;
       n.book.interactions().for_each({},
                                      [&](const Interaction& each) { seen = seen || each.id == n.note.id; });
       return seen;
     }},
    {"time line", [](Notes& n) { return stands_on(n.book.timeline(n.world.acme.id), n.note.id); }},
    {"time line of a participant",
     [](Notes& n) { return stands_on(n.book.timeline(n.world.ana.id), n.note.id); }},
    {"overview", [](Notes& n) { return has(n.book.overview(n.world.acme.id).interactions, n.note.id); }},
    {"overview of a participant",
     [](Notes& n) { return has(n.book.overview(n.world.ana.id).interactions, n.note.id); }},
    {"search by subject", [](Notes& n) { return !n.book.search("privatissime").empty(); }},
    {"search by body", [](Notes& n) { return !n.book.search("bluff", {.kind = "interaction"}).empty(); }},
    {"history", [](Notes& n) { return is_found([&] { n.book.interactions().history(n.note.id); }); }},
    {"as of",
     [](Notes& n) { return is_found([&] { n.book.interactions().as_of(n.note.id, n.world.clock.now()); }); }},
    {"update",
     [](Notes& n) {
       return is_found([&] {
         Interaction changed = n.note;
         changed.subject = "Privatissime!";
         n.note = n.book.interactions().update(changed);
       });
     }},
    {"remove", [](Notes& n) { return is_found([&] { n.book.interactions().remove(n.note); }); }},
};

TEST_CASE("a personal note is read by its author and by the host, on every way, and by nobody else") {
  for (const Way& way : ways) {
    CAPTURE(way.name);
    {
      Notes notes;
      CHECK(way.sees(notes));
    }
    {
      Notes notes;
      notes.book.act_as({});
      CHECK(way.sees(notes));
    }
    {
      Notes notes;
      notes.book.act_as(notes.max);
      CHECK_FALSE(way.sees(notes));
      // Nor did trying change anything.
      notes.book.act_as(notes.zoe);
      CHECK(notes.book.interactions().get(notes.note.id).version == notes.note.version);
    }
  }
}

TEST_CASE("a deleted note stays its author's") {
  Notes notes;
  notes.book.interactions().remove(notes.note);
  const auto sees = [&] {
    return has(notes.book.interactions().find({}, {.include_deleted = true}).records, notes.note.id) ||
           notes.book.interactions().find(notes.note.id).has_value();
  };
  CHECK(sees());
  notes.book.act_as(notes.max);
  CHECK_FALSE(sees());
}

TEST_CASE("a refusal for somebody else's note says no more than that there is none") {
  Notes notes;
  notes.book.act_as(notes.max);
  const Id<Interaction> nobody = from_text<Id<Interaction>>("0190163d-8694-739b-aea5-966c26f8ad91");
  const Error hidden = error_of([&] { notes.book.interactions().get(notes.note.id); });
  const Error absent = error_of([&] { notes.book.interactions().get(nobody); });
  CHECK(hidden.code() == absent.code());
  CHECK(hidden.message() == absent.message());
  Interaction stale = notes.note;
  stale.version = 1;
  CHECK(error_of([&] { notes.book.interactions().update(stale); }).message() == absent.message());
}

TEST_CASE("a value that somebody else's note has already is refused without naming the note") {
  Notes notes;
  const auto refusal = [&] {
    return error_of(
        [&] { notes.book.interactions().add({.customer = notes.world.acme.id, .external_id = "note-1"}); });
  };
  CHECK(refusal().message().find(to_text(notes.note.id)) != std::string::npos);
  notes.book.act_as(notes.max);
  CHECK(refusal().code() == Code::duplicate);
  CHECK(refusal().message().find(to_text(notes.note.id)) == std::string::npos);
}

TEST_CASE("a visibility that a newer version named is its author's and the host's alone") {
  TemporaryFolder folder;
  const auto path = folder / "b.rapport";
  Id<Agent> zoe;
  Id<Agent> max;
  Id<Customer> acme;
  {
    auto book = Book::open(path);
    zoe = book.agents().add({.name = "Zoé"}).id;
    max = book.agents().add({.name = "Max"}).id;
    acme = book.customers().add({.name = "Acme"}).id;
    book.act_as(zoe);
    book.interactions().add({.customer = acme, .subject = "Among some"});
    book.search("some");
  }
  RawFile(path).run("UPDATE interaction SET visibility = 'my_team'");
  auto book = Book::open(path);
  const auto sees = [&] {
    const auto count = book.interactions().count();
    CHECK(book.interactions().find().records.size() == static_cast<std::size_t>(count));
    CHECK(book.timeline(acme).entries.size() == static_cast<std::size_t>(count));
    CHECK(book.search("some").size() == static_cast<std::size_t>(count));
    std::int64_t exported = 0;
    book.exchange().export_to(folder / "export", Exchange::Form::json_lines);
    const auto file = folder.path() / "export" / "interactions.jsonl";
    if (std::filesystem::exists(file))
      for (const char c : bytes_of_file(file)) exported += c == '\n';
    CHECK(exported == count);
    return count == 1;
  };
  CHECK(sees());
  book.act_as(zoe);
  CHECK(sees());
  book.act_as(max);
  CHECK_FALSE(sees());
}

TEST_CASE("unreadable notes shorten neither the overview nor the hits") {
  Notes notes;
  for (int i = 0; i < 10; ++i) {
    notes.world.clock.advance(1h);
    notes.book.interactions().add(
        {.customer = notes.world.acme.id, .subject = "call", .visibility = Visibility::author});
  }
  notes.book.act_as(notes.max);
  const Overview all = notes.book.overview(notes.world.acme.id, 1);
  REQUIRE(all.interactions.size() == 1);
  CHECK(all.interactions[0].id == notes.world.call.id);
  const auto hits = notes.book.search("call", {.limit = 1});
  REQUIRE(hits.size() == 1);
  CHECK(hits[0].record.uuid() == notes.world.call.id.uuid);
}

TEST_CASE("nobody hides what somebody else wrote") {
  Notes notes;
  notes.note.visibility = Visibility::everybody;
  notes.note = notes.book.interactions().update(notes.note);
  notes.book.act_as(notes.max);
  Interaction open = notes.book.interactions().get(notes.note.id);
  open.visibility = Visibility::author;
  const Error error = error_of([&] { notes.book.interactions().update(open); });
  CHECK(error.code() == Code::invalid);
  CHECK(error.field() == "visibility");
}

TEST_CASE("a note made public is read by all, one made private by its author alone") {
  Notes notes;
  notes.note.visibility = Visibility::everybody;
  notes.note = notes.book.interactions().update(notes.note);
  notes.book.act_as(notes.max);
  CHECK(notes.book.interactions().count() == 2);
  CHECK(notes.book.search("bluff").size() == 1);
  notes.book.act_as(notes.zoe);
  notes.note.visibility = Visibility::author;
  notes.note = notes.book.interactions().update(notes.note);
  notes.book.act_as(notes.max);
  CHECK(notes.book.interactions().count() == 1);
  CHECK(notes.book.search("bluff").empty());
}

}  // namespace
