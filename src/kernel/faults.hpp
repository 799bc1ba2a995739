// Faults: what is wrong with something that is looked at as a whole, so that all of it is told at once.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "kernel/validate.hpp"

namespace rapport {

class Faults {
 public:
  // Does what may fail because of what was given, and remembers how it failed. Other trouble goes through.
  template <class F>
  void look(F&& work) {
    try {
      work();
    } catch (const Error& error) {
      if (!is_about_input(error.code())) throw;
      found_.push_back(error);
    }
  }

  const std::vector<Error>& found() const noexcept { return found_; }

  // Throws the first fault, whose message tells of the others in lines of their own. Does nothing without any.
  void tell() const {
    if (found_.empty()) return;
    const Error& first = found_.front();
    std::string all = first.message();
    for (std::size_t i = 1; i < found_.size(); ++i) all.append("\n").append(found_[i].what());
    throw Error(first.code(), std::move(all), {first.kind(), first.record(), first.field()});
  }

 private:
  std::vector<Error> found_;
};

}  // namespace rapport
