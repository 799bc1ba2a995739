// Documents: records that people write as JSON by hand, fields by their names, other records by what they are
// called. Policies, rules and ladders come so: one record and those that belong to it.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "engines/session.hpp"
#include "kernel/json.hpp"
#include "rapport/escalations.hpp"
#include "rapport/rules.hpp"
#include "rapport/service_levels.hpp"

namespace rapport {

// An object with one record under a key and a list of records under another.
struct DocumentForm {
  std::string_view name;  // what errors call it
  std::string_view one;
  const Kind& (*of_one)();
  std::string_view many;
  const Kind& (*of_many)();
};
inline constexpr DocumentForm policy_form{"policy", "level", kind_of<ServiceLevel>, "targets",
                                          kind_of<Target>};
inline constexpr DocumentForm rule_form{"rule", "rule", kind_of<Rule>, "actions", kind_of<RuleAction>};
inline constexpr DocumentForm ladder_form{"ladder", "ladder", kind_of<Ladder>, "rungs", kind_of<Rung>};

class Document {
 public:
  Document(Session& session, const DocumentForm& form) : session_(session), form_(form) {}

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
  const DocumentForm& form_;
};

}  // namespace rapport
