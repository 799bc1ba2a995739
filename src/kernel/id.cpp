#include "rapport/id.hpp"

#include <algorithm>
#include <boost/uuid/string_generator.hpp>
#include <boost/uuid/uuid.hpp>
#include <boost/uuid/uuid_io.hpp>
#include <exception>

#include "rapport/error.hpp"

namespace rapport {

Reference Reference::to(int kind_number, const Uuid& uuid) noexcept {
  Reference reference;
  reference.bytes[0] = static_cast<std::uint8_t>(kind_number >> 8);
  reference.bytes[1] = static_cast<std::uint8_t>(kind_number & 0xff);
  std::copy(uuid.bytes.begin(), uuid.bytes.end(), reference.bytes.begin() + 2);
  return reference;
}

Uuid Reference::uuid() const noexcept {
  Uuid result;
  std::copy(bytes.begin() + 2, bytes.end(), result.bytes.begin());
  return result;
}

std::string to_text(const Uuid& uuid) {
  boost::uuids::uuid made;
  std::copy(uuid.bytes.begin(), uuid.bytes.end(), made.begin());
  return boost::uuids::to_string(made);
}

Uuid TextForm<Uuid>::parse(std::string_view text) {
  // Boost also reads braces and leaves out hyphens; an id has one form only.
  if (text.size() == 36 && text[8] == '-' && text[13] == '-' && text[18] == '-' && text[23] == '-') {
    try {
      const boost::uuids::uuid made = boost::uuids::string_generator()(text.begin(), text.end());
      Uuid result;
      std::copy(made.begin(), made.end(), result.bytes.begin());
      return result;
    } catch (const std::exception&) {  // says nothing more than the sentence below
    }
  }
  throw Error(Code::invalid, "is not an id; an id looks like 0190163d-8694-739b-aea5-966c26f8ad91");
}

}  // namespace rapport
