// Options that stand for fields: `--redress-asked` for redress_asked, explained by the field's description.
//
// A verb's grammar names the fields; what was given for them is read here, as everywhere: a record that is
// referred to by what people call it, an instant also as a day of the call's zone, no value for none.
// Threads: as the book.
//
//   .options = {option_for(field_of<&Case::kind>()), option_for(field_of<&Case::team>())}
//   ...
//   AnyRecord opened(kind_of<Case>());
//   assign_given(call, opened);
#pragma once

#include <string>
#include <vector>

#include "command/any_records.hpp"
#include "command/arguments.hpp"
#include "command/call.hpp"

namespace rapport::command {

Option option_for(const Field& field);

// Sets every field for which the verb has an option that was given. Throws as any assignment.
void assign_given(Call& call, AnyRecord& record);

// An expression for each field for which the verb has an option that was given: records that have that value,
// or none.
std::vector<std::string> conditions_given(Call& call, const Kind& kind);

}  // namespace rapport::command
