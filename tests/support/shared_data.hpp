// Real data, which lies beside the project where it is present; tests that need it say so and skip.
#pragma once

#include <doctest/doctest.h>

#include <filesystem>

namespace rapport::test {

inline const std::filesystem::path shared_data = RAPPORT_SHARED_DATA;

inline bool is_missing(const std::filesystem::path& path) {
  if (std::filesystem::exists(path)) return false;
  MESSAGE("skipped: there is no " << path.string());
  return true;
}

}  // namespace rapport::test
