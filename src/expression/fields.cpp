// What fields are to expressions.
#include "expression/syntax.hpp"

namespace rapport::cel {

Computed computed(std::string_view name, std::string_view sentence, rapport::Type type, std::string sql,
                  std::string turns, const Kind& (*source)()) {
  return {Field{name, 0, sentence, {}, type, true, nullptr, nullptr, 0}, std::move(sql), std::move(turns),
          source};
}

const Computed* find_computed(const Kind& kind, std::string_view name) {
  for (const Computed& each : computed_of(kind))
    if (each.field.name == name) return &each;
  return nullptr;
}

Type type_of(const Field& field, Program& program) {
  Type type{.nullable = field.optional};
  switch (field.type) {
    case rapport::Type::boolean: type.tag = Tag::boolean; break;
    case rapport::Type::integer: type.tag = Tag::integer; break;
    case rapport::Type::real: type.tag = Tag::real; break;
    case rapport::Type::text: type.tag = Tag::text; break;
    case rapport::Type::enumeration:
      type.tag = Tag::text;
      type.names = field.enumeration;
      break;
    case rapport::Type::id:
      if (field.number == id_field) {
        type.tag = Tag::text;
        type.is_id = true;
      } else {
        type.tag = Tag::record;
        type.kind = &field.refers_to();
      }
      break;
    case rapport::Type::instant: type.tag = Tag::timestamp; break;
    case rapport::Type::duration: type.tag = Tag::duration; break;
    case rapport::Type::date: type.tag = Tag::date; break;
    case rapport::Type::partial_date: type.tag = Tag::partial_date; break;
    case rapport::Type::money: type.tag = Tag::money; break;
    case rapport::Type::reference: type.tag = Tag::record; break;
    case rapport::Type::ids:
    case rapport::Type::references:
      type.tag = Tag::list;
      type.nullable = false;
      type.item = &program.types.emplace_back(
          Type{.tag = Tag::record, .kind = field.refers_to ? &field.refers_to() : nullptr});
      break;
  }
  return type;
}

}  // namespace rapport::cel
