// What other files need of records.
#pragma once

#include <string>

#include "objects.hpp"

namespace rapport::capi {

void append_json(std::string& out, const rapport_record& record);

}  // namespace rapport::capi
