#include "expression/type.hpp"

#include "kernel/kind.hpp"

namespace rapport::cel {

namespace {

bool same(const Type* a, const Type* b) { return a && b ? *a == *b : a == b; }

}  // namespace

bool operator==(const Type& a, const Type& b) {
  return a.tag == b.tag && same(a.key, b.key) && same(a.item, b.item) && a.kind == b.kind;
}

bool is_open(const Type& type) { return type.tag == TypeTag::dynamic || type.tag == TypeTag::unknown; }
bool is_numeric(const Type& type) {
  return type.tag == TypeTag::integer || type.tag == TypeTag::unsigned_integer || type.tag == TypeTag::real;
}
bool has_order(const Type& type) {
  switch (type.tag) {
    case TypeTag::boolean:
    case TypeTag::integer:
    case TypeTag::unsigned_integer:
    case TypeTag::real:
    case TypeTag::text:
    case TypeTag::bytes:
    case TypeTag::timestamp:
    case TypeTag::duration:
    case TypeTag::date: return true;
    default: return false;
  }
}

Type common(const Type& a, const Type& b) {
  if (a.tag == TypeTag::unknown) return b;
  if (b.tag == TypeTag::unknown || a == b) {
    Type type = a;
    type.nullable = a.nullable || b.nullable;
    return type;
  }
  if (a.tag == TypeTag::null || b.tag == TypeTag::null) {
    Type type = a.tag == TypeTag::null ? b : a;
    type.nullable = true;
    return type;
  }
  return {.tag = TypeTag::dynamic};
}

bool fits(const Type& given, const Type& wanted) {
  if (is_open(given) || is_open(wanted)) return true;
  if (given.tag == TypeTag::null) return wanted.tag == TypeTag::null || wanted.nullable;
  if (wanted.tag == TypeTag::null) return given.nullable;
  if (given.tag != wanted.tag) return false;
  switch (given.tag) {
    case TypeTag::list: return fits(*given.item, *wanted.item);
    case TypeTag::map: return fits(*given.key, *wanted.key) && fits(*given.item, *wanted.item);
    case TypeTag::record: return !given.kind || !wanted.kind || given.kind == wanted.kind;
    default: return true;
  }
}

std::string to_text(const Type& type) {
  const std::string or_null = type.nullable ? " or null" : "";
  switch (type.tag) {
    case TypeTag::unknown:
    case TypeTag::dynamic: return "dyn";
    case TypeTag::null: return "null";
    case TypeTag::boolean: return "bool" + or_null;
    case TypeTag::integer: return "int" + or_null;
    case TypeTag::unsigned_integer: return "uint" + or_null;
    case TypeTag::real: return "double" + or_null;
    case TypeTag::text:
      return (type.names ? std::string(type.names->name) : type.is_id ? "id" : "string") + or_null;
    case TypeTag::bytes: return "bytes" + or_null;
    case TypeTag::timestamp: return "timestamp" + or_null;
    case TypeTag::duration: return "duration" + or_null;
    case TypeTag::type: return "type";
    case TypeTag::list: return "list(" + to_text(*type.item) + ")";
    case TypeTag::map: return "map(" + to_text(*type.key) + ", " + to_text(*type.item) + ")";
    case TypeTag::date: return "date" + or_null;
    case TypeTag::partial_date: return "partial_date" + or_null;
    case TypeTag::money: return "money" + or_null;
    case TypeTag::record: return (type.kind ? std::string(type.kind->name) : "record") + or_null;
  }
  return "";
}

}  // namespace rapport::cel
