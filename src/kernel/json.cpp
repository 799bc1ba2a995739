#include "kernel/json.hpp"

#include <utility>

namespace rapport {

namespace {

// Hears what the parser reads, and builds the tree of it.
class TreeBuilder {
 public:
  TreeBuilder(JsonPart& root, int deepest) : root_(root), deepest_(static_cast<std::size_t>(deepest)) {}

  bool null() { return put(nullptr); }
  bool boolean(bool value) { return put(value); }
  bool number_integer(Json::number_integer_t value) { return put(value); }
  bool number_unsigned(Json::number_unsigned_t value) { return put(value); }
  bool number_float(Json::number_float_t value, const std::string&) { return put(value); }
  bool string(std::string& value) { return put(std::move(value)); }
  bool binary(Json::binary_t&) { return false; }
  bool start_object(std::size_t) { return begin(Json::object()); }
  bool start_array(std::size_t) { return begin(Json::array()); }
  bool end_object() { return end(); }
  bool end_array() { return end(); }
  bool key(std::string& name) {
    name_ = std::move(name);
    return true;
  }
  template <class Exception>
  bool parse_error(std::size_t position, const std::string&, const Exception&) {
    wrong_at_ = position > 0 ? position - 1 : 0;  // how many bytes it has read
    return false;
  }
  // Where the parser stopped; npos where this stopped it.
  std::size_t wrong_at() const noexcept { return wrong_at_; }

 private:
  bool put(Json value) {
    if (open_.size() >= deepest_) return false;
    last_ = open_.empty() ? &root_ : &open_.back()->parts.emplace_back();
    last_->name = std::exchange(name_, {});
    last_->value = std::move(value);
    return true;
  }
  bool begin(Json empty) {
    if (!put(std::move(empty))) return false;
    open_.push_back(last_);
    return true;
  }
  bool end() {
    open_.pop_back();
    return true;
  }

  JsonPart& root_;
  std::size_t deepest_;
  std::vector<JsonPart*> open_;  // each inside the one before, which does not grow meanwhile
  JsonPart* last_ = nullptr;
  std::string name_;
  std::size_t wrong_at_ = std::string_view::npos;
};

}  // namespace

std::optional<JsonPart> parse_json(std::string_view text, int deepest, std::size_t* wrong_at) {
  std::optional<JsonPart> root(std::in_place);
  TreeBuilder builder(*root, deepest);
  if (Json::sax_parse(text.begin(), text.end(), &builder)) return root;
  if (wrong_at) *wrong_at = builder.wrong_at();
  return {};
}

}  // namespace rapport
