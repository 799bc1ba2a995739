// The people room's part in writing: what it derives and keeps true.
#pragma once

#include <optional>
#include <string>

#include "engines/session.hpp"
#include "rapport/people.hpp"

namespace rapport {

// The key of a value, by which duplicates are found; absent for kinds of contact that have none. Throws
// invalid for a malformed e-mail address or number.
std::optional<std::string> contact_key(ContactKind kind, std::string_view value,
                                       std::string_view calling_code);

extern const Hooks customer_hooks;
extern const Hooks contact_point_hooks;
extern const Hooks connection_hooks;
extern const Hooks agent_hooks;
extern const Hooks ownership_hooks;
extern const Hooks need_hooks;
extern const Hooks consent_hooks;

}  // namespace rapport
