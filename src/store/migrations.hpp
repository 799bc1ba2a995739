// Migrations: how a file of an older format becomes one of the present format, written by hand, step by step.
#pragma once

#include "store/database.hpp"

namespace rapport {

// Brings the file to format_version, inside a transaction of the caller's.
void migrate(Database& database);

}  // namespace rapport
