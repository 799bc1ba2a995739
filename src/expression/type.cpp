#include "expression/type.hpp"

#include "kernel/kind.hpp"

namespace rapport::cel {

namespace {

bool same(const Type* a, const Type* b) { return a && b ? *a == *b : a == b; }

}  // namespace

bool operator==(const Type& a, const Type& b) {
  return a.tag == b.tag && same(a.key, b.key) && same(a.item, b.item) && a.kind == b.kind;
}

bool is_open(const Type& type) { return type.tag == Tag::dynamic || type.tag == Tag::unknown; }
bool is_numeric(const Type& type) {
  return type.tag == Tag::integer || type.tag == Tag::unsigned_integer || type.tag == Tag::real;
}
bool has_order(const Type& type) {
  switch (type.tag) {
    case Tag::boolean:
    case Tag::integer:
    case Tag::unsigned_integer:
    case Tag::real:
    case Tag::text:
    case Tag::bytes:
    case Tag::timestamp:
    case Tag::duration:
    case Tag::date: return true;
    default: return false;
  }
}

Type common(const Type& a, const Type& b) {
  if (a.tag == Tag::unknown) return b;
  if (b.tag == Tag::unknown) return a;
  if (a == b) {
    Type type = a;
    type.nullable = a.nullable || b.nullable;
    type.is_id = a.is_id && b.is_id;
    if (a.names != b.names) type.names = nullptr;
    return type;
  }
  if (a.tag == Tag::null || b.tag == Tag::null) {
    Type type = a.tag == Tag::null ? b : a;
    type.nullable = true;
    return type;
  }
  return {.tag = Tag::dynamic};
}

bool fits(const Type& given, const Type& wanted) {
  if (is_open(given) || is_open(wanted)) return true;
  if (given.tag == Tag::null) return wanted.tag == Tag::null || wanted.nullable;
  if (wanted.tag == Tag::null) return given.nullable;
  if (given.tag != wanted.tag) return false;
  switch (given.tag) {
    case Tag::list: return fits(*given.item, *wanted.item);
    case Tag::map: return fits(*given.key, *wanted.key) && fits(*given.item, *wanted.item);
    case Tag::record: return !given.kind || !wanted.kind || given.kind == wanted.kind;
    default: return true;
  }
}

bool accepts(const Type& type, const Any& any) {
  return is_open(type) || (type.tag == Tag::text ? is_text(any) : type.tag == any.tag);
}

std::string to_text(const Type& type) {
  const std::string or_null = type.nullable ? " or null" : "";
  switch (type.tag) {
    case Tag::text:
      return (type.names ? std::string(type.names->name) : type.is_id ? "id" : "string") + or_null;
    case Tag::list: return "list(" + to_text(*type.item) + ")";
    case Tag::map: return "map(" + to_text(*type.key) + ", " + to_text(*type.item) + ")";
    case Tag::record: return std::string(type.kind ? type.kind->name : short_name_of(type.tag)) + or_null;
    default: return std::string(short_name_of(type.tag)) + or_null;
  }
}

}  // namespace rapport::cel
