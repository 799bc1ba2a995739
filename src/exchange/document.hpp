// Documents: records that people write as JSON by hand, fields by their names, other records by what they are
// called. Policies, rules and ladders come so: one record and those that belong to it.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "engines/session.hpp"
#include "kernel/faults.hpp"
#include "kernel/json.hpp"
#include "rooms/revisions.hpp"

namespace rapport {

class Document {
 public:
  // Throws invalid for what is no JSON, with the place.
  Document(Session& session, const WholeForm& form, std::string_view json);
  const JsonPart& root() const noexcept { return root_; }

  // Fills in both from the root or a part of it. need_right() tells what is wrong there.
  template <class One, class Many>
  void read(const JsonPart& json, One& one, std::vector<Many>& many, const std::string& place = {}) {
    read(
        json, &one, [&]() -> void* { return &many.emplace_back(); }, place);
  }

  // What cannot be done with what was read there: these name it, and fields of it. Of parts that could not be read
  // whole only what is wrong with expressions counts.
  void add(const Faults& faults, const std::string& place);

  // Several records of a document have names of their own: the last of these must be none of the others.
  void need_new_name(const std::vector<std::string>& names, const std::string& path);

  // Throws invalid, also for a name that is there twice: one would silently win, unknown_name, not_allowed and
  // missing_reference with the path of what is wrong, which begins with the place; other paths that are wrong stand in
  // lines of their own.
  void need_right() const { faults_.tell(); }

 private:
  [[noreturn]] void refuse(Code code, std::string why, std::string path) const;
  void read(const JsonPart& json, void* one, const std::function<void*()>& next, const std::string& place);
  void read_record(const Kind& kind, void* record, const JsonPart& json, const std::string& path);
  // Refuses a part that stands behind one of its name.
  void need_once(const JsonPart& object, const JsonPart& part, const std::string& path) const;
  std::string text_in(const JsonPart& of, const std::string& path) const;

  Session& session_;
  const WholeForm& form_;
  JsonPart root_;
  Faults faults_;
};

}  // namespace rapport
