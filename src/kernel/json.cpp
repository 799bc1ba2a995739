#include "kernel/json.hpp"

#include <utility>

namespace rapport {

namespace {

// Hears what the parser reads.
class Members {
 public:
  explicit Members(std::vector<JsonMember>& to) : members_(to) {}

  bool null() { return put(nullptr); }
  bool boolean(bool value) { return put(value); }
  bool number_integer(Json::number_integer_t value) { return put(value); }
  bool number_unsigned(Json::number_unsigned_t value) { return put(value); }
  bool number_float(Json::number_float_t value, const std::string&) { return put(value); }
  bool string(std::string& value) { return put(std::move(value)); }
  bool binary(Json::binary_t&) { return false; }
  bool start_object(std::size_t) { return (depth_ == 0 || put(Json::object())) && ++depth_ > 0; }
  bool start_array(std::size_t) { return put(Json::array()) && ++depth_ > 0; }
  bool end_object() { return --depth_ >= 0; }
  bool end_array() { return --depth_ >= 0; }
  bool key(std::string& name) {
    if (depth_ == 1) members_.push_back({std::move(name), nullptr, {}});
    return depth_ < deepest_json;
  }
  template <class Exception>
  bool parse_error(std::size_t, const std::string&, const Exception&) {
    return false;
  }

 private:
  bool put(Json value) {
    if (depth_ == 0 || depth_ >= deepest_json) return false;
    JsonMember& member = members_.back();
    if (depth_ == 1)
      member.value = std::move(value);
    else if (depth_ == 2 && member.value.is_array())
      member.items.push_back(std::move(value));
    return true;
  }

  std::vector<JsonMember>& members_;
  int depth_ = 0;
};

}  // namespace

std::optional<std::vector<JsonMember>> members_of_json(std::string_view text) {
  std::optional<std::vector<JsonMember>> members(std::in_place);
  Members reader(*members);
  if (!Json::sax_parse(text.begin(), text.end(), &reader)) members.reset();
  return members;
}

}  // namespace rapport
