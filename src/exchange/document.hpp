// Documents: records that people write as JSON by hand, fields by their names, other records by what they are
// called. Policies, rules and ladders come so: one record and those that belong to it.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "engines/session.hpp"
#include "kernel/json.hpp"
#include "rooms/revisions.hpp"

namespace rapport {

class Document {
 public:
  Document(Session& session, const WholeForm& form) : session_(session), form_(form) {}

  // Throws invalid for what is no JSON, and for a member that an object has twice: one would silently win.
  Json parse(std::string_view json) const;
  // Fills in both. Throws invalid, unknown_name, not_allowed and missing_reference with the path of what is wrong,
  // which begins with the place.
  template <class One, class Many>
  void read(const Json& json, One& one, std::vector<Many>& many, const std::string& place = {}) const {
    read(
        json, &one, [&]() -> void* { return &many.emplace_back(); }, place);
  }

 private:
  [[noreturn]] void refuse(Code code, std::string why, std::string path) const;
  void read(const Json& json, void* one, const std::function<void*()>& next, const std::string& place) const;
  void read_record(const Kind& kind, void* record, const Json& json, const std::string& path) const;
  std::string text_in(const Json& value, const std::string& path) const;

  Session& session_;
  const WholeForm& form_;
};

}  // namespace rapport
