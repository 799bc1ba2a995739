// Books: what stands behind Book and everything that was taken from it.
//
// A book is used by one thread at a time. Python threads may try otherwise while a call works without the
// interpreter's lock, so every call goes through a Use, which refuses a second thread.
#pragma once

#include <pybind11/pybind11.h>
#include <unistd.h>

#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include "callbacks.hpp"
#include "engines/session.hpp"
#include "rapport/book.hpp"

namespace rapport::python {

namespace py = pybind11;

struct OpenBook {
  explicit OpenBook(Book opened) : book(std::move(opened)) {}

  Book book;
  std::string path;              // "" for a book in memory
  bool autocommit = false;       // what verbs write in a `with` block is kept when they return
  std::unique_ptr<Block> block;  // of `with`; null outside
  bool block_failed = false;     // an exception ended it, so nothing of it is to be kept
  // Who is in: a thread stays in for the length of a call, and from the beginning of a transaction to its end.
  std::thread::id user{};
  int uses = 0;
  pid_t process = ::getpid();  // that opened it

  Session& session() const { return detail::session_of(book); }
  bool closed() const noexcept {
    try {
      return session().is_closed();
    } catch (const Error&) {  // a closed book has no session to show
      return true;
    }
  }
};
using BookPointer = std::shared_ptr<OpenBook>;

// One call that uses the book. Made and destroyed with the interpreter's lock held.
class Use {
 public:
  explicit Use(OpenBook& book);
  ~Use();
  Use(const Use&) = delete;
  Use& operator=(const Use&) = delete;

 private:
  OpenBook& book_;
};

// Does what needs no Python objects, without the interpreter's lock. Ctrl-C stops it.
template <class F>
decltype(auto) without_lock(F&& work) {
  raised.reset();
  const auto released = [&]() -> decltype(auto) {
    const py::gil_scoped_release no_lock;
    return work();
  };
  try {
    if constexpr (std::is_void_v<std::invoke_result_t<F&>>) {
      released();
      go_on_raising();
    } else {
      decltype(auto) result = released();
      go_on_raising();
      return result;
    }
  } catch (const Error&) {
    go_on_raising();
    throw;
  }
}

template <class F>
decltype(auto) work_on(OpenBook& book, F&& work) {
  const Use use(book);
  return without_lock(std::forward<F>(work));
}

// Lets no object of this class be pickled, and says what to do instead.
template <class Class>
void refuse_pickling(Class& type, const char* what) {
  type.def("__reduce__", [what](const py::object&) -> py::object {
    throw py::type_error(
        std::string(what) +
        " stays in its process; send the path and open the book there, or send records, which are "
        "values");
  });
}

void add_books(py::module_& module);
void add_answers(py::class_<OpenBook, BookPointer>& book);
void add_tables(py::class_<OpenBook, BookPointer>& book, py::module_& module);
void add_people(py::class_<OpenBook, BookPointer>& book, py::module_& module);
void add_service(py::class_<OpenBook, BookPointer>& book, py::module_& module);
void add_automation(py::class_<OpenBook, BookPointer>& book, py::module_& module);
void add_exchange(py::class_<OpenBook, BookPointer>& book, py::module_& module);
void add_journal(py::class_<OpenBook, BookPointer>& book, py::module_& module);

}  // namespace rapport::python
