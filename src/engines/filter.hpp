// Filters: what stands behind an Expression. A checked program, an evaluator that is kept, and the records that
// it follows references to.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engines/session.hpp"
#include "expression/checker.hpp"
#include "expression/evaluator.hpp"
#include "expression/sql.hpp"
#include "kernel/kind.hpp"
#include "rapport/expression.hpp"

namespace rapport {

// What a computed field's SQL says of a record at an instant.
OwnedValue computed_value(Session& session, const std::string& sql, const Uuid& id, Instant at);

namespace detail {

class Filter : private cel::Loader {
 public:
  // What the expression is to be.
  enum class Result : std::uint8_t { truth, word };  // a word is a text or a whole number

  // Whose questions it answers. An actor sees the records that they may read, and is told when it costs too much. The
  // book, which has rules and policies, sees them all, whoever acts; what costs too much is not true then.
  enum class Asker : std::uint8_t { actor, book };

  // Throws invalid, with the place.
  Filter(Session& session, const Kind& kind, std::string_view text, Asker asker = Asker::actor,
         Result result = Result::truth);

  const Kind& kind() const noexcept { return kind_; }
  const std::string& text() const noexcept { return program_.text; }

  // Splits it for a search that is about to begin: what is not in the WHERE clause is asked by `passes`.
  // Throws misuse when the session is not the one it was made for.
  const cel::Split& split(const Session& session, bool with_deleted);
  // Whether the rest of the last split is true of a record.
  bool passes(const void* record);
  // Whether all of it is true of a record, now or at an instant.
  bool holds(const void* record) { return holds(record, session_.now()); }
  bool holds(const void* record, Instant at);
  // The word that it is of a record. Throws invalid, with the place, when it is none: null, or an error.
  std::string word(const void* record);
  Explanation explain();
  // Fields that it reads, with those of other records: "stage", "owner.team.name".
  const std::vector<std::string>& fields() const noexcept { return program_.fields; }
  // Of its value, as far as that is known before it is asked.
  const cel::Type& type() const { return program_.nodes[program_.root].type; }
  // Whether it may become another by itself, as time goes by.
  bool may_turn() const;
  // The cost of all questions so far.
  std::int64_t spent() const noexcept { return evaluator_->spent(); }
  // When a record of which it is not true is to be asked about again though nobody writes anything: the next instant at
  // which it may be true, or something computed turns. Absent for never. Where it compares the present, that is exact and
  // looks a hundred years ahead; otherwise the quarters of an hour of a week are tried, or fewer of something expensive,
  // and then the end of these is said.
  std::optional<Instant> next_turn(const void* record, Instant after);
  // Whether it is true of no record, as far as it shows that itself.
  bool never_holds();

 private:
  void begin(Instant now);
  // What must all be true: what stays as it is while nobody writes, and what may turn; of the latter the comparisons with
  // the present, absent where it asks for that in another way, too.
  struct Parts {
    std::vector<std::uint32_t> lasting{};
    std::vector<std::uint32_t> turning{};
    std::optional<std::vector<std::uint32_t>> comparisons{};
  };
  const Parts& parts();
  // All that is computed, also what the record needs only later; of macros what they needed.
  void read_computed(const void* record);
  // Absent for an error.
  std::optional<bool> truth_at(std::uint32_t node, const void* record, Instant at);
  // When a comparison with the present turns between two instants.
  void add_turns(std::uint32_t comparison, const void* record, Instant from, Instant to,
                 std::vector<Instant>& turns);
  // When the present makes the turning parts true; absent for never.
  std::optional<Instant> next_present(const void* record, Instant after);
  cel::Any result_of(std::uint32_t node, const void* record);
  bool is_true(std::uint32_t node, const void* record);
  const void* load(const Kind& kind, const Uuid& id) override;
  Value compute(const cel::Computed& computed, const Uuid& id) override;

  Session& session_;
  const Kind& kind_;
  Asker asker_;
  cel::Program program_;
  std::unique_ptr<cel::Evaluator> evaluator_;
  cel::Split split_;
  std::optional<Parts> parts_;  // made when they are first asked for
  Instant now_{};
  bool is_too_costly_ = false;  // whether an evaluation was, since the question began
  std::map<std::pair<int, Uuid>, std::optional<AnyRecord>> loaded_;
  std::map<std::pair<const cel::Computed*, Uuid>, OwnedValue> computed_;
};

}  // namespace detail

}  // namespace rapport
