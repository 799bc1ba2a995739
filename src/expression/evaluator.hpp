// The evaluator: walks a checked program over a record and variables.
//
// An evaluator keeps what it can use again (its arena, regular expressions), so keep it for many records.
// Scalar work allocates nothing.
#pragma once

#include <array>
#include <memory_resource>
#include <vector>

#include "expression/functions.hpp"
#include "expression/syntax.hpp"

namespace rapport::cel {

// Finds the records that an expression follows references to.
class Loader {
 public:
  virtual ~Loader() = default;
  // Borrowed until the evaluation ends; null when there is none, or none that may be read.
  virtual const void* load(const Kind& kind, const Uuid& id) = 0;
  // The value of a computed field of a record; borrowed likewise.
  virtual Value compute(const Computed& computed, const Uuid& id) = 0;
};

struct Inputs {
  const void* record = nullptr;      // of the environment's kind
  std::span<const Any> variables{};  // in the environment's order
  Loader* loader = nullptr;          // null: references lead nowhere
  Instant now{};
  std::int64_t limit = 1'000'000;  // cost: one for each node, item and 16 bytes
};

class Evaluator {
 public:
  explicit Evaluator(const Program& program) : program_(program), locals_(program.locals) {}

  // The result lives until the next evaluation; an error is a result. An evaluation that costs too much is an
  // error whatever stands around the place.
  Any evaluate(const Inputs& inputs) { return evaluate(program_.root, inputs); }
  // The same for a part of the program.
  Any evaluate(std::uint32_t node, const Inputs& inputs);
  // The cost of all evaluations so far.
  std::int64_t spent() const noexcept { return spent_; }

 private:
  const Program& program_;
  std::int64_t spent_ = 0;
  std::vector<Any> locals_;
  Patterns patterns_;
  std::array<std::byte, 1024> buffer_{};
  std::pmr::monotonic_buffer_resource arena_{buffer_.data(), buffer_.size()};
};

}  // namespace rapport::cel
