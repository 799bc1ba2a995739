#include "expression/computed.hpp"

namespace rapport::cel {

Computed computed(std::string_view name, std::string_view sentence, rapport::Type type, std::string sql) {
  return {Field{name, 0, sentence, {}, type, true, nullptr, nullptr, {}, 0}, std::move(sql)};
}

}  // namespace rapport::cel
