// Segments: expressions that are kept in the book under a name, to be used again by everybody.
//
// Segments are records (records.hpp): book.segments() adds, finds, updates and removes them. An expression that
// cannot work is refused when the segment is written, with its place.
//
// Not here: the language (expression.hpp). Threads: as the book.
//
//   book.segments().add({.name = "quiet ones", .of = "customer",
//                        .expression = "stage == 'commitment' && days_since(last_contact_at) > 60"});
//   auto quiet = book.customers().segment("quiet ones");
//   for (const Customer& each : book.customers().find(quiet).records) show(each.name);
#pragma once

#include <optional>
#include <string>

#include "rapport/describe.hpp"
#include "rapport/records.hpp"

namespace rapport {

struct Segment {
  Id<Segment> id{};
  std::int64_t version = 0;
  std::optional<Instant> deleted_at{};
  std::string name{};
  std::string of{};
  std::string expression{};
  std::optional<std::string> description{};
};
template <>
inline constexpr auto description<Segment> = describe<Segment>(
    {"segment", "segments", 13, "An expression that is kept under a name."},
    field<&Segment::name>("name", 4, "What the segment is called.", {.unique = true, .natural_key = true}),
    field<&Segment::of>("of", 5, "The kind of the records it is about, as in customer.", {.longest = 80}),
    field<&Segment::expression>("expression", 6, "Which records belong to it, in CEL.", {.longest = 10000}),
    field<&Segment::description>("description", 7, "What it is for; absent when nobody said.",
                                 {.longest = 10000}));

}  // namespace rapport
