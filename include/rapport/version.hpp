// The version of the library, and of the files it writes.
#pragma once

#include <string_view>

namespace rapport {

inline constexpr std::string_view version = "0.1.0";
// Files carry this number; older ones are migrated when opened for writing. Newer ones say which is the oldest
// version that may read and which that may write them; for less than that they are refused.
inline constexpr int format_version = 1;

}  // namespace rapport
