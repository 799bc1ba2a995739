// Functions: the standard library of CEL, its strings extension, and the domain's own.
//
// One table holds everything about a function: its signature, from which its types are read, what it does in
// a sentence, and its code. The checker, the evaluator and the reference page (docs/expressions.md) use it.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "expression/type.hpp"
#include "expression/value.hpp"
#include "rapport/time.hpp"

namespace re2 {
class RE2;
}

namespace rapport::cel {

// Compiled regular expressions, kept from one evaluation to the next.
class Patterns {
 public:
  Patterns();
  ~Patterns();
  // Null for what is no regular expression. Says whether it had to be compiled.
  const re2::RE2* find(std::string_view pattern, bool& is_new);

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept {
      return std::hash<std::string_view>()(text);
    }
  };
  std::unordered_map<std::string, std::unique_ptr<re2::RE2>, Hash, std::equal_to<>> kept_;
};

// What a function may use.
struct Surroundings {
  Arena& arena;
  Patterns& patterns;
  Instant now;
  std::int64_t left;  // of the cost an evaluation may have

  // One unit for every 16 bytes looked at or made. False: too costly.
  bool spend_bytes(std::size_t bytes) { return (left -= static_cast<std::int64_t>(bytes / 16)) >= 0; }
  // What it costs to look at all of a value, lists in lists included; stops when nothing is left.
  bool spend_on(const Any& any);
};

// How a function is said in SQL.
enum class SqlForm : std::uint8_t { none, length, contains, starts_with, ends_with, days_since };

struct Function {
  std::string_view signature;
  std::string_view sentence;
  Any (*call)(Surroundings& with, const Any* arguments);
  SqlForm sql = SqlForm::none;
  bool clock = false;  // asks for the present; its result ascends with time

  // From the signature:
  std::string name{};  // "size", "strings.quote"
  bool member = false;
  std::vector<Type> parameters{};  // the receiver first
  Type result{};
};

// In the order of the reference page.
std::span<const Function> functions();
// The functions of a name; none when there is none.
std::span<const Function* const> functions_named(std::string_view name);
// Every name there is, to suggest one.
std::span<const std::string_view> function_names();

}  // namespace rapport::cel
