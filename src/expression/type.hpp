// Types as the checker knows them.
#pragma once

#include <string>

#include "expression/value.hpp"

namespace rapport {
struct Kind;
struct EnumerationInfo;
}  // namespace rapport

namespace rapport::cel {

struct Type {
  Tag tag = Tag::unknown;
  bool nullable = false;                   // may be absent: an optional field, or one reached through one
  bool is_id = false;                      // of text: the 36 characters of an id
  const Type* key = nullptr;               // of maps
  const Type* item = nullptr;              // of lists and maps
  const Kind* kind = nullptr;              // of records; null for one of any kind
  const EnumerationInfo* names = nullptr;  // of text: the only values there are

  friend bool operator==(const Type& a, const Type& b);
};

// Whether a value of one may be used where the other is expected, dynamic values included.
bool fits(const Type& given, const Type& wanted);

// Nothing is known of it before the evaluation.
bool is_open(const Type& type);
bool is_numeric(const Type& type);
// Whether < and > mean something.
bool has_order(const Type& type);

// The type of both: theirs when it is the same, dyn when it is not.
Type common(const Type& a, const Type& b);

// Whether a value is of the type.
bool accepts(const Type& type, const Any& any);

// "list(int)", "customer or null".
std::string to_text(const Type& type);

}  // namespace rapport::cel
