// The export: every record of the book as files.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>

#include "engines/session.hpp"
#include "rapport/exchange.hpp"

namespace rapport {

std::int64_t export_book(Session& session, const std::filesystem::path& folder, Exchange::Form form,
                         const std::function<void(std::int64_t, std::int64_t)>& progress);

}  // namespace rapport
