// The people room's part in writing: what it derives and keeps true.
#pragma once

#include <algorithm>
#include <optional>
#include <string>

#include "engines/session.hpp"
#include "rapport/people.hpp"

namespace rapport {

// The key of a value, by which duplicates are found; absent for kinds of contact that have none. Throws
// invalid for a malformed e-mail address or number.
std::optional<std::string> contact_key(ContactKind kind, std::string_view value,
                                       std::string_view calling_code);

// Refuses what newly refers to a deleted customer, naming the record and the field. A customer that does not
// exist passes: writing finds that. What an export brings back may refer to anybody.
void need_live(const Writing& writing, const Kind& kind, const Field& field, Id<Customer> customer);
template <auto member>
void need_live_customer(const Writing& writing) {
  using Record = typename FieldDescription<member>::Record;
  if (writing.origin == Origin::restored || writing.operation == Operation::remove) return;
  const auto* before = static_cast<const Record*>(writing.before);
  const auto& now = static_cast<const Record*>(writing.record)->*member;
  if (before && before->*member == now) return;
  const auto need = [&](Id<Customer> each) {
    need_live(writing, kind_of<Record>(), field_of<member>(), each);
  };
  if constexpr (requires { now.begin(); })
    std::for_each(now.begin(), now.end(), need);
  else
    need(now);
}

// The same for a field that refers to a record of another kind.
void need_live_record(const Writing& writing, const Kind& kind, const Field& field);
void need_live_record(Session& session, const Kind& kind, const void* record, const Field& field);
template <auto member>
void need_live(const Writing& writing) {
  need_live_record(writing, kind_of<typename FieldDescription<member>::Record>(), field_of<member>());
}

extern const Hooks customer_hooks;
extern const Hooks contact_point_hooks;
extern const Hooks connection_hooks;
extern const Hooks agent_hooks;
extern const Hooks ownership_hooks;
extern const Hooks need_hooks;
extern const Hooks consent_hooks;

}  // namespace rapport
