// What a book answers about one customer, and by full-text search.
#include <algorithm>

#include "kernel/catalogue.hpp"
#include "verbs.hpp"

namespace rapport::python {

namespace {

// One thing on a time line, with the record itself.
struct TimelineEntry {
  Instant at{};
  Id<Customer> customer{};
  py::object record = py::none();
};
struct Timeline {
  std::vector<TimelineEntry> entries{};
  std::string next{};
};

// Positions count characters, as Python's do; the library's count bytes.
struct Excerpt {
  std::string text{};
  std::vector<std::pair<std::size_t, std::size_t>> highlights{};
};
struct SearchHit {
  Reference record{};
  double score = 0;
  Excerpt title{};
  Excerpt body{};
};

// The overview, and what is open between the customer and us.
struct Overview {
  Customer customer{};
  std::optional<Agent> owner{};
  std::vector<ContactPoint> contact_points{};
  std::vector<Connection> connections{};
  std::vector<Need> needs{};
  std::vector<Consent> consents{};
  std::vector<StageMove> stage_moves{};
  std::vector<Interaction> interactions{};
  std::vector<Case> open_cases{};
  std::vector<Clock> clocks{};
  Instant at{};
};

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (c & 0xc0) != 0x80; }));
}

Excerpt highlighted(const rapport::Excerpt& excerpt) {
  Excerpt made{excerpt.text, {}};
  const std::string_view text = excerpt.text;
  for (const auto& [offset, length] : excerpt.highlights)
    made.highlights.emplace_back(characters(text.substr(0, offset)), characters(text.substr(offset, length)));
  return made;
}

std::vector<SearchHit> search(OpenBook& self, const std::string& words, std::size_t limit,
                              const std::string& kind) {
  const auto hits = work_on(self, [&] { return self.book.search(words, {limit, kind}); });
  std::vector<SearchHit> made;
  for (const rapport::SearchHit& hit : hits)
    made.push_back({hit.record, hit.score, highlighted(hit.title), highlighted(hit.body)});
  return made;
}

Timeline timeline(OpenBook& self, Id<Customer> customer, std::size_t limit, std::string after,
                  bool with_people) {
  const rapport::Timeline page = work_on(self, [&] {
    return self.book.timeline(customer, {limit, std::move(after), with_people});
  });
  Timeline made{{}, page.next};
  for (const rapport::TimelineEntry& entry : page.entries) {
    HeldRecord record(*entry.kind);
    entry.kind->copy(record.get(), entry.held.get());
    made.entries.push_back({entry.at, entry.customer, to_python(std::move(record))});
  }
  return made;
}

Overview overview(OpenBook& self, Id<Customer> id, std::size_t interactions) {
  return work_on(self, [&] {
    rapport::Overview seen = self.book.overview(id, interactions);
    Overview made{std::move(seen.customer),
                  std::move(seen.owner),
                  std::move(seen.contact_points),
                  std::move(seen.connections),
                  std::move(seen.needs),
                  std::move(seen.consents),
                  std::move(seen.stage_moves),
                  std::move(seen.interactions),
                  {},
                  {},
                  self.book.now()};
    const auto is_open = where<&Case::customer> == id &&
                         !where<&Case::state>.in({CaseState::resolved, CaseState::closed}) &&
                         where<&Case::merged_into>.absent();
    self.book.cases().for_each(is_open, [&](Case& each) { made.open_cases.push_back(std::move(each)); });
    for (const Case& each : made.open_cases)
      for (Clock& clock : self.book.timekeeping().clocks(each.id)) made.clocks.push_back(std::move(clock));
    return made;
  });
}

}  // namespace

RAPPORT_SHAPE(TimelineEntry, "What happened, when, and on whose time line it stands.", RAPPORT_MEMBER(at),
              RAPPORT_MEMBER(customer), RAPPORT_MEMBER(record))
RAPPORT_SHAPE(Timeline, "What happened to a customer, newest first; next is empty when that is all.",
              RAPPORT_MEMBER(entries), RAPPORT_MEMBER(next))
RAPPORT_SHAPE(Excerpt, "A text, and where the words stand in it: position and length in characters.",
              RAPPORT_MEMBER(text), RAPPORT_MEMBER(highlights))
RAPPORT_SHAPE(SearchHit, "A record that was found, the better one with the higher score.",
              RAPPORT_MEMBER(record), RAPPORT_MEMBER(score), RAPPORT_MEMBER(title), RAPPORT_MEMBER(body))
RAPPORT_SHAPE(
    Overview,
    "Everything about one customer at an instant: the newest interactions, moves from the oldest on, open "
    "cases and their clocks.",
    RAPPORT_MEMBER(customer), RAPPORT_MEMBER(owner), RAPPORT_MEMBER(contact_points),
    RAPPORT_MEMBER(connections), RAPPORT_MEMBER(needs), RAPPORT_MEMBER(consents), RAPPORT_MEMBER(stage_moves),
    RAPPORT_MEMBER(interactions), RAPPORT_MEMBER(open_cases), RAPPORT_MEMBER(clocks), RAPPORT_MEMBER(at))

void add_answers(py::class_<OpenBook, BookPointer>& book) {
  introduce<Timeline>();
  introduce<SearchHit>();
  introduce<Overview>();
  book.def("timeline", &timeline,
           "What happened to a customer, newest first; with_people: to an organisation's people, too. Raises "
           "NotFound.",
           py::arg("customer"), py::kw_only(), py::arg("limit") = TimelinePaging{}.limit,
           py::arg("after") = "", py::arg("with_people") = false)
      .def("overview", &overview,
           "Everything about one customer, with at most so many of the newest interactions. Raises NotFound.",
           py::arg("customer"), py::kw_only(), py::arg("interactions") = 20)
      .def("search", &search,
           "Full-text search: all words must occur, word* matches every word that begins so, \"words in "
           "quotes\" stand together. kind: only records of this kind.",
           py::arg("words"), py::kw_only(), py::arg("limit") = SearchOptions{}.limit, py::arg("kind") = "");
}

}  // namespace rapport::python
