// Calls of every exported function with arguments that somebody else chooses: the pools they come from, and what must
// hold whatever they are. The list of functions is capi/symbols.txt, so none is forgotten.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <stdexcept>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "rapport.h"

namespace rapport::test {

// 0 to bound - 1.
using Choose = std::function<std::size_t(std::size_t bound)>;

// What a call broke; shown with the function's name.
struct Broken : std::logic_error {
  using std::logic_error::logic_error;
};

// Frees what it holds.
template <class T>
void free_handle(T* handle);
#define RAPPORT_FREED_BY(name)                      \
  template <>                                       \
  inline void free_handle(rapport_##name* handle) { \
    rapport_##name##_free(handle);                  \
  }
RAPPORT_FREED_BY(book)
RAPPORT_FREED_BY(record)
RAPPORT_FREED_BY(records)
RAPPORT_FREED_BY(table)
RAPPORT_FREED_BY(cursor)
RAPPORT_FREED_BY(expression)
RAPPORT_FREED_BY(string)
RAPPORT_FREED_BY(opening_hours)
RAPPORT_FREED_BY(import_plan)
RAPPORT_FREED_BY(incident_log)
RAPPORT_FREED_BY(replay)
#undef RAPPORT_FREED_BY

template <class... T>
struct Handles {
  std::tuple<std::vector<T*>...> all;
};

class World {
 public:
  World();
  ~World();
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  // The book that calls must leave alone when they fail.
  rapport_book* book = nullptr;
  std::string head() const;
  bool is_intact() const;

  // A pool of each kind of object, filled by what calls give out; at most so many of each.
  static constexpr std::size_t most = 8;
  template <class T>
  std::vector<T*>& pool() {
    return std::get<std::vector<T*>>(handles_.all);
  }
  template <class T>
  void keep(T* handle) {
    auto& all = pool<T>();
    if (all.size() == most) {
      // The first of each is the world's own.
      T*& place = all[1 + next_++ % (most - 1)];
      free_handle(place);
      place = handle;
    } else {
      all.push_back(handle);
    }
  }
  void keep_id_of(const rapport_record* record);
  // An object of any type but T, as a program with a wrong cast would give it.
  template <class T>
  T* wrong(const Choose& choose) {
    std::vector<void*> others;
    std::apply(
        [&](const auto&... all) {
          const auto add = [&](const auto& each) {
            if constexpr (!std::is_same_v<std::remove_cvref_t<decltype(each)>, std::vector<T*>>)
              if (!each.empty()) others.push_back(each.front());
          };
          (add(all), ...);
        },
        handles_.all);
    return static_cast<T*>(others[choose(others.size())]);
  }
  const std::vector<std::string>& texts() const { return texts_; }
  std::vector<rapport_id> ids;

 private:
  rapport_record* add(std::int32_t kind, const char* json);

  Handles<rapport_book, rapport_record, rapport_records, rapport_table, rapport_cursor, rapport_expression,
          rapport_string, rapport_opening_hours, rapport_import_plan, rapport_incident_log, rapport_replay>
      handles_;
  std::vector<std::string> texts_;
  std::size_t next_ = 0;
};

// How many callbacks' data were given, and given back.
inline int given_data = 0;
inline int destroyed_data = 0;

// ---- One call with chosen arguments

// The arguments of one call live as long as it. Each wrong one is counted, so that the call must then fail.
class Arguments {
 public:
  Arguments(World& world, const Choose& choose) : world_(world), choose_(choose) {}
  ~Arguments() {
    for (const auto& each : after_) each();
  }
  Arguments(const Arguments&) = delete;
  Arguments& operator=(const Arguments&) = delete;

  template <class P>
  P take();

  // Which parameter is to be wrong, if any, and whether it could be.
  int spoil = -1;
  bool is_spoilt = false;
  // Of the call: its error and what it must not leave behind when it fails.
  rapport_error* error = nullptr;
  std::vector<std::function<bool()>> is_empty;
  // When the call went well.
  std::vector<std::function<void()>> results;

 private:
  bool spoil_this() { return taken_++ == spoil; }
  std::size_t one_of(std::size_t bound) { return choose_(bound); }
  template <class T>
  T* store(T value) {
    auto* place = new T(std::move(value));
    after_.push_back([place] { delete place; });
    return place;
  }
  template <class T>
  T* array() {
    auto* place = new std::vector<T>();
    after_.push_back([place] { delete place; });
    for (std::size_t i = 0; i < World::most; ++i) place->push_back(take_inner<T>());
    return place->data();
  }
  template <class P>
  P take_inner();
  template <class T>
  T* handle();
  template <class T>
  T* out(T nothing);
  template <class T>
  T** out_handle();
  template <class T>
  const T* options(T good);

  World& world_;
  const Choose& choose_;
  int taken_ = 0;
  std::vector<std::function<void()>> after_;
};

template <class F, class G>
bool is_same(F one, G other) {
  if constexpr (std::is_same_v<F, G>)
    return one == other;
  else
    return false;
}

// Calls the function and looks at what must hold: a known code; below zero an error object with the same code and a
// sentence, results empty, and the book as it was.
template <class... P>
std::int32_t call(World& world, const Choose& choose, std::int32_t (*function)(P...), int spoil,
                  bool& was_spoilt) {
  const std::string before = world.head();
  Arguments arguments(world, choose);
  arguments.spoil = spoil;
  // Braces: from the first to the last.
  std::tuple<P...> taken{arguments.take<P>()...};
  const std::int32_t code = std::apply(function, taken);
  was_spoilt = arguments.is_spoilt;
  constexpr bool tells_errors = sizeof...(P) > 0 && (std::is_same_v<P, rapport_error**> || ...);
  if constexpr (tells_errors) {
    if (rapport_code_name(code)[0] == '\0')
      throw Broken("returned a code without a name: " + std::to_string(code));
    if ((code < 0) != (arguments.error != nullptr)) throw Broken("code and error object do not agree");
    if (code < 0) {
      const std::string message = rapport_error_message(arguments.error);
      if (rapport_error_code(arguments.error) != code)
        throw Broken("the error object has another code: " + message);
      if (message.size() < 10) throw Broken("the message says nothing");
      if (code == RAPPORT_INTERNAL) throw Broken("a mistake of the library: " + message);
      for (const auto& each : arguments.is_empty)
        if (!each()) throw Broken("left a result behind: " + message);
      if (!before.empty() && world.head() != before) throw Broken("changed the book, and failed: " + message);
    } else {
      // What records_at gives is the list's.
      if (!is_same(function, rapport_records_at))
        for (const auto& each : arguments.results) each();
    }
    rapport_error_free(arguments.error);
    if (arguments.is_spoilt && code >= 0)
      throw Broken("took a wrong argument, number " + std::to_string(spoil));
  }
  return code;
}
// Functions that read an error or free something.
template <class R, class... P>
std::int32_t call(World& world, const Choose& choose, R (*function)(P...), int, bool& was_spoilt) {
  was_spoilt = false;
  Arguments arguments(world, choose);
  std::tuple<P...> taken{static_cast<P>(nullptr)...};
  std::apply(function, taken);
  return 0;
}
inline std::int32_t call(World&, const Choose&, const char* (*function)(int32_t), int, bool& was_spoilt) {
  was_spoilt = false;
  function(12345);
  return 0;
}

struct Function {
  const char* name;
  std::size_t parameters;
  std::int32_t (*with)(World& world, const Choose& choose, int spoil, bool& was_spoilt);
};
template <class R, class... P>
constexpr std::size_t parameter_count(R (*)(P...)) {
  return sizeof...(P);
}
const std::vector<Function>& functions();
// Functions that end what others need.
bool ends_the_world(const std::string& name);

}  // namespace rapport::test
