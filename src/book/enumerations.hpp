// Every enumeration there is: those of fields, and those that only verbs and answers speak of.
#pragma once

#include <map>
#include <string_view>

#include "kernel/kind.hpp"

namespace rapport {

// By name.
const std::map<std::string_view, const EnumerationInfo*>& enumerations();

}  // namespace rapport
