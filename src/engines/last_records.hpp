// Of each kind the record that was read or changed last inside the transaction that runs: several steps of one verb
// ask for the same case, and only the first of them need read its row.
#pragma once

#include <optional>
#include <vector>

#include "kernel/kind.hpp"

namespace rapport {

class LastRecords {
 public:
  // Null unless it is that record. Borrowed until another of the kind is kept.
  const void* find(const Kind& kind, const Uuid& id) const {
    const auto number = static_cast<std::size_t>(kind.number);
    if (number >= slots_.size() || !slots_[number].is_filled) return nullptr;
    const void* record = slots_[number].record->get();
    return id_of(kind, record) == id ? record : nullptr;
  }

  void keep(const Kind& kind, const void* record) {
    const auto number = static_cast<std::size_t>(kind.number);
    if (number >= slots_.size()) slots_.resize(number + 1);
    Slot& slot = slots_[number];
    slot.is_filled = false;  // should copying fail
    if (!slot.record) slot.record.emplace(kind);
    kind.copy(slot.record->get(), record);
    slot.is_filled = true;
  }

  void clear() noexcept {
    for (Slot& each : slots_) each.is_filled = false;
  }

 private:
  struct Slot {
    std::optional<AnyRecord> record{};  // stays, so that the next one finds room
    bool is_filled = false;
  };
  std::vector<Slot> slots_;  // by the kind's number
};

}  // namespace rapport
