// Ids: what a record is called, in the file and outside it.
//
// Every record has a UUID of version 7 (RFC 9562): 48 bits of milliseconds, then a counter and random bits,
// so the ids of one file sort in the order of their making, whatever the clocks of its sessions. The library
// makes them; 16 bytes in the file, 36 characters in text. In C++ Id<Customer> does not compare with Id<Agent>.
//
// Not here: making ids (a verb does it) and finding records (records.hpp).
// Threads: values; no rules.
//
//   using rapport::Customer;
//   auto id = rapport::from_text<rapport::Id<Customer>>("0190163d-8694-739b-aea5-966c26f8ad91");
//   std::string text = rapport::to_text(id);
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace rapport {

struct Uuid {
  std::array<std::uint8_t, 16> bytes{};

  // True for a default-made id, which names no record.
  constexpr bool is_nil() const noexcept { return bytes == std::array<std::uint8_t, 16>{}; }
  friend constexpr auto operator<=>(const Uuid&, const Uuid&) = default;
};

template <class Record>
struct Id {
  Uuid uuid{};

  constexpr bool is_nil() const noexcept { return uuid.is_nil(); }
  friend constexpr auto operator<=>(const Id&, const Id&) = default;
};

// An id of any kind: the kind's permanent number beside the UUID. Text: "interaction/0190163d-…".
struct Reference {
  // As stored: two bytes of kind number, most significant first, then the UUID.
  std::array<std::uint8_t, 18> bytes{};

  static Reference to(int kind_number, const Uuid& uuid) noexcept;
  int kind_number() const noexcept { return bytes[0] << 8 | bytes[1]; }
  Uuid uuid() const noexcept;
  friend constexpr auto operator<=>(const Reference&, const Reference&) = default;
};

std::string to_text(const Uuid& uuid);

template <class Record>
std::string to_text(const Id<Record>& id) {
  return to_text(id.uuid);
}

// How a type is read from text; each type that has a text form specialises it beside its declaration.
template <class T>
struct TextForm;

// Turns text into a value, or throws Error(Code::invalid) saying what would be right.
template <class T>
T from_text(std::string_view text) {
  return TextForm<T>::parse(text);
}

template <>
struct TextForm<Uuid> {
  static Uuid parse(std::string_view text);
};
template <class Record>
struct TextForm<Id<Record>> {
  static Id<Record> parse(std::string_view text) { return {TextForm<Uuid>::parse(text)}; }
};

}  // namespace rapport
