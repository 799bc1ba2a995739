#include "rooms/segments.hpp"

#include <fmt/format.h>

#include "engines/filter.hpp"
#include "engines/records.hpp"
#include "kernel/catalogue.hpp"
#include "kernel/text.hpp"
#include "kernel/validate.hpp"

namespace rapport {

RAPPORT_KIND(Segment)

namespace {

void check_segment(const Writing& writing) {
  const auto& segment = *static_cast<const Segment*>(writing.record);
  const Kind& of = in_field<&Segment::of>(segment, [&]() -> const Kind& { return kind_named(segment.of); });
  in_field<&Segment::expression>(segment, [&] { detail::Filter(writing.session, of, segment.expression); });
}

}  // namespace

const Hooks segment_hooks{.check = check_segment};

namespace detail {

std::shared_ptr<Filter> make_segment(Session& session, const Kind& kind, std::string_view name) {
  const std::vector<Segment> found =
      live_where<Segment>(session, field_of<&Segment::name>(), Value::of(name));
  if (found.empty())
    throw Error(Code::not_found, fmt::format("there is no segment \"{}\"", text::printable(name)));
  const Segment& segment = found.front();
  if (&kind_named(segment.of) != &kind)
    throw Error(Code::invalid,
                fmt::format("is about {}, not about {}", kind_named(segment.of).plural, kind.plural),
                place_of(kind_of<Segment>(), &segment, field_of<&Segment::of>()));
  return in_field<&Segment::expression>(segment,
                                        [&] { return make_filter(session, kind, segment.expression); });
}

}  // namespace detail

}  // namespace rapport
