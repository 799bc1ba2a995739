// Documents: records that people write as JSON by hand, fields by their names, other records by what they are
// called. Policies and rules come so.
#pragma once

#include <string>

#include "engines/session.hpp"
#include "kernel/json.hpp"

namespace rapport {

class Document {
 public:
  // `name` says in errors what it is: "policy".
  Document(Session& session, std::string name) : session_(session), name_(std::move(name)) {}

  // Fills in a record from an object. Throws with the path of what is wrong.
  void read(const Kind& kind, void* record, const Json& json, const std::string& path) const;
  template <class R>
  std::vector<R> read_list(const Json& json, const std::string& path) const {
    if (!json.is_array()) refuse(Code::invalid, "is no list", path);
    std::vector<R> records;
    for (std::size_t i = 0; i < json.size(); ++i)
      read(kind_of<R>(), &records.emplace_back(), json[i], path + "[" + std::to_string(i) + "]");
    return records;
  }

  [[noreturn]] void refuse(Code code, std::string why, std::string path) const;

 private:
  std::string text_in(const Json& value, const std::string& path) const;

  Session& session_;
  std::string name_;
};

}  // namespace rapport
