// Values: what a field looks like to everything that does not know its C++ type. The same five shapes as
// SQLite's and PostgreSQL's: nothing, integer, real, text, bytes.
//
// Text and bytes are borrowed: a Value lives no longer than the record or row it was taken from. An
// OwnedValue (condition.hpp calls it Stored) lives by itself.
#pragma once

#include <cstdint>
#include <string_view>

#include "rapport/condition.hpp"

namespace rapport {

struct Value {
  enum class Tag : std::uint8_t { nothing, integer, real, text, bytes };

  Tag tag = Tag::nothing;
  std::int64_t integer = 0;
  double real = 0;
  std::string_view text;  // of text and of bytes

  static Value of(std::int64_t value) { return {Tag::integer, value, 0, {}}; }
  static Value of(double value) { return {Tag::real, 0, value, {}}; }
  static Value of(std::string_view value) { return {Tag::text, 0, 0, value}; }
  static Value bytes(std::string_view value) { return {Tag::bytes, 0, 0, value}; }
  static Value of(const Uuid& uuid) {
    return bytes({reinterpret_cast<const char*>(uuid.bytes.data()), uuid.bytes.size()});
  }
  // Borrows from the reference.
  static Value of(const Reference& reference) {
    return bytes({reinterpret_cast<const char*>(reference.bytes.data()), reference.bytes.size()});
  }
  static Value of(const detail::Stored& stored);

  bool is_nothing() const noexcept { return tag == Tag::nothing; }
  friend bool operator==(const Value& a, const Value& b) noexcept {
    if (a.tag != b.tag) return false;
    switch (a.tag) {
      case Tag::nothing: return true;
      case Tag::integer: return a.integer == b.integer;
      case Tag::real: return a.real == b.real;
      case Tag::text:
      case Tag::bytes: return a.text == b.text;
    }
    return false;
  }
};

// The id in bytes of a file; nil for bytes that are none, as another program may have written them.
Uuid uuid_of(std::string_view bytes) noexcept;
Reference reference_of(std::string_view bytes) noexcept;

using OwnedValue = detail::Stored;
OwnedValue own(const Value& value);

}  // namespace rapport
