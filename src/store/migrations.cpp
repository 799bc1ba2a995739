#include "store/migrations.hpp"

#include <fmt/format.h>

#include <span>

#include "rapport/error.hpp"
#include "rapport/version.hpp"

namespace rapport {

namespace {

// The statements that lead from one format to the next.
struct Step {
  int from;
  std::string_view sql;
};

// Format 1 is the first, so there is no step yet. A step is never changed once released; a test shows that
// every old file, migrated, has the schema of a new one.
constexpr std::span<const Step> steps{};

}  // namespace

void migrate(Database& database) {
  for (std::int64_t format = database.integer("PRAGMA user_version"); format < format_version; ++format) {
    const Step* step = nullptr;
    for (const Step& each : steps)
      if (each.from == format) step = &each;
    if (!step)
      throw Error(Code::not_a_book, fmt::format("the book has format {}, which never was released", format));
    database.execute(std::string(step->sql));
    database.execute(
        fmt::format("PRAGMA user_version = {}; UPDATE \"book\" SET \"format\" = {}, \"oldest_reader\" = {}, "
                    "\"oldest_writer\" = {};",
                    format + 1, format + 1, format + 1, format + 1));
  }
}

}  // namespace rapport
