#include "rapport/error.hpp"

#include <utility>

namespace rapport {

std::string_view name(Code code) noexcept {
  switch (code) {
    case Code::invalid: return "invalid";
    case Code::unknown_name: return "unknown_name";
    case Code::misuse: return "misuse";
    case Code::not_found: return "not_found";
    case Code::missing_reference: return "missing_reference";
    case Code::duplicate: return "duplicate";
    case Code::conflict: return "conflict";
    case Code::not_allowed: return "not_allowed";
    case Code::busy: return "busy";
    case Code::full: return "full";
    case Code::read_only: return "read_only";
    case Code::not_a_book: return "not_a_book";
    case Code::newer_format: return "newer_format";
    case Code::corrupt: return "corrupt";
    case Code::io: return "io";
    case Code::interrupted: return "interrupted";
    case Code::internal: return "internal";
  }
  return "internal";
}

Error::Error(Code code, std::string message, Place place)
    : code_(code), message_(std::move(message)), place_(std::move(place)) {
  what_ = place_.kind;
  if (!place_.record.empty()) what_ += (what_.empty() ? "" : " ") + place_.record;
  if (!place_.field.empty()) what_ += (what_.empty() ? "field " : ", field ") + place_.field;
  if (!what_.empty()) what_ += ": ";
  what_ += message_;
}

}  // namespace rapport
