#include "command/field_options.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>

#include "expression/texts.hpp"
#include "kernel/form.hpp"

namespace rapport::command {

namespace {

std::string option_name(const Field& field) {
  std::string name = fmt::format("--{}", field.name);
  std::ranges::replace(name, '_', '-');
  return name;
}

std::vector<const Field*> fields_given(const Call& call, const Kind& kind) {
  std::vector<const Field*> given;
  for (const Field& field : kind.fields)
    if (const std::string name = option_name(field); call.arguments.knows(name) && call.arguments.flag(name))
      given.push_back(&field);
  return given;
}

}  // namespace

Option option_for(const Field& field) {
  std::string value = field.type == Type::instant ? "when" : std::string(field.name);
  std::ranges::transform(value, value.begin(), [](unsigned char c) { return std::toupper(c); });
  std::string sentence(field.sentence);
  if (field.enumeration) {
    std::vector<std::string_view> names;
    for (const EnumerationValue& each : field.enumeration->values) names.push_back(each.name);
    sentence += fmt::format(" One of {}.", fmt::join(names, ", "));
  }
  return {option_name(field), std::move(value), std::move(sentence)};
}

void assign_given(Call& call, AnyRecord& record) {
  for (const Field* field : fields_given(call, record.kind())) {
    const std::string option = option_name(*field);
    const std::string text =
        field->type == Type::instant ? to_text(call.instant(option, {})) : call.arguments.text(option);
    assign(call.book(), record, *field, text);
  }
}

std::vector<std::string> conditions_given(Call& call, const Kind& kind) {
  AnyRecord wanted(kind);
  assign_given(call, wanted);
  std::vector<std::string> conditions;
  for (const Field* field : fields_given(call, kind)) {
    const auto text = to_text(*field, values_of(*field, wanted.get()));
    conditions.push_back(text ? fmt::format("{}{} == {}", field->name, field->type == Type::id ? ".id" : "",
                                            cel::quoted(*text))
                              : fmt::format("{} == null", field->name));
  }
  return conditions;
}

}  // namespace rapport::command
