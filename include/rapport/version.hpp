// The version of the library, and of the files it writes.
#pragma once

#include <string_view>

namespace rapport {

inline constexpr std::string_view version = "0.1.0";
// Files carry this number; older ones are migrated when opened for writing, newer ones are refused.
inline constexpr int format_version = 1;

}  // namespace rapport
