// Full-text search over names, subjects, bodies and whatever else a description calls searchable.
//
// Words are matched whole, in any capitals, accents and ligatures folded (coeur finds Cœur); all words must
// occur; a word that ends in * matches every word that begins so; "words in quotes" must stand together. Better
// matches come first (BM25, a match in a name or subject counting more than one in a text).
//
// The index is a reader of the journal: writes do not wait for it, a search catches it up first. A book that
// is open read-only, and one that cannot write because another writer is at work, search what was caught up
// last; an agent is not shown what changed since then of kinds that have personal notes.
//
// Not here: conditions on fields (condition.hpp). Threads: as the book.
//
//   for (const auto& hit : book.search("sauvegarde échou*")) std::cout << hit.title.text << "\n";
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rapport/id.hpp"

namespace rapport {

// A piece of text and where the words that were looked for stand in it, as offset and length in bytes.
struct Excerpt {
  std::string text{};
  std::vector<std::pair<std::size_t, std::size_t>> highlights{};
};

struct SearchHit {
  Reference record{};
  std::string_view kind{};  // "interaction"
  double score = 0;         // higher is better; comparable within one search
  Excerpt title{};          // the first searchable field
  Excerpt body{};           // from the others, cut around the best match; may be empty
};

struct SearchOptions {
  std::size_t limit = 20;   // 1 to 1,000
  std::string_view kind{};  // only records of this kind; empty for all
};

}  // namespace rapport
