// The search index: a reader of the journal that keeps a full-text index of what the descriptions call
// searchable.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engines/session.hpp"
#include "rapport/search.hpp"

namespace rapport {

// Indexes at most `limit` changes; returns how many are left.
std::int64_t catch_up_search(Session& session, std::int64_t limit);

// Compares the index, as far as it is caught up, with what the records say and reports each difference, with the
// record where one is concerned.
void verify_search(Session& session,
                   const std::function<void(std::string what, std::optional<Reference> record)>& report);

std::vector<SearchHit> search(Session& session, std::string_view words, const SearchOptions& options);

}  // namespace rapport
