// What fields are to expressions.
#include "expression/syntax.hpp"

namespace rapport::cel {

Computed computed(std::string_view name, std::string_view sentence, rapport::Type type, std::string sql) {
  return {Field{name, 0, sentence, {}, type, true, nullptr, nullptr, {}, 0}, std::move(sql)};
}

Type type_of(const Field& field, Program& program) {
  Type type{.nullable = field.optional};
  switch (field.type) {
    case rapport::Type::boolean: type.tag = TypeTag::boolean; break;
    case rapport::Type::integer: type.tag = TypeTag::integer; break;
    case rapport::Type::real: type.tag = TypeTag::real; break;
    case rapport::Type::text: type.tag = TypeTag::text; break;
    case rapport::Type::enumeration:
      type.tag = TypeTag::text;
      type.names = field.enumeration;
      break;
    case rapport::Type::id:
      if (field.number == 1) {
        type.tag = TypeTag::text;
        type.is_id = true;
      } else {
        type.tag = TypeTag::record;
        type.kind = &field.refers_to();
      }
      break;
    case rapport::Type::instant: type.tag = TypeTag::timestamp; break;
    case rapport::Type::duration: type.tag = TypeTag::duration; break;
    case rapport::Type::date: type.tag = TypeTag::date; break;
    case rapport::Type::partial_date: type.tag = TypeTag::partial_date; break;
    case rapport::Type::money: type.tag = TypeTag::money; break;
    case rapport::Type::reference: type.tag = TypeTag::record; break;
    case rapport::Type::ids:
    case rapport::Type::references:
      type.tag = TypeTag::list;
      type.nullable = false;
      type.item = &program.types.emplace_back(
          Type{.tag = TypeTag::record, .kind = field.refers_to ? &field.refers_to() : nullptr});
      break;
  }
  return type;
}

}  // namespace rapport::cel
