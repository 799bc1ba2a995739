// Books: what stands behind a rapport_book and everything that came from it, and one call at work in it.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>

#include "engines/session.hpp"
#include "objects.hpp"
#include "rapport/book.hpp"

namespace rapport::capi {

// A callback's data, which is given back once.
class HookData {
 public:
  HookData(void* data, void (*destroy)(void*)) : data_(data), destroy_(destroy) {}
  ~HookData() {
    if (destroy_) destroy_(data_);
  }
  HookData(const HookData&) = delete;
  HookData& operator=(const HookData&) = delete;
  void* get() const noexcept { return data_; }

 private:
  void* data_;
  void (*destroy_)(void*);
};

// Keeps a callback's data, which is given back also when that fails.
std::shared_ptr<HookData> keep(void* data, void (*destroy)(void*));

// While a hook runs that must not call the library, Use refuses every call of this thread.
class HookRuns {
 public:
  HookRuns() noexcept;
  ~HookRuns();
  HookRuns(const HookRuns&) = delete;
  HookRuns& operator=(const HookRuns&) = delete;
};

// The book and its surroundings. Shared by the handle and by all that came from the book; the last of them closes it.
struct BookState {
  explicit BookState(Book opened);
  BookState(const BookState&) = delete;
  BookState& operator=(const BookState&) = delete;

  // Whether the call that runs may go on; asked by the database.
  bool goes_on() const noexcept;
  // Makes the database ask.
  void listen();

  Book book;
  std::chrono::milliseconds busy_timeout{};
  std::optional<std::chrono::microseconds> deadline;
  std::chrono::steady_clock::time_point until{};
  int32_t (*interrupt)(void* data) = nullptr;
  std::shared_ptr<HookData> interrupt_data;
  std::atomic<bool> is_interrupted = false;
  mutable bool saw_interruption = false;  // whether the call that runs was told
  bool is_closed = false;
  std::int64_t process;
  // The thread that has a call at work, and how many calls are inside one another.
  std::atomic<const void*> user = nullptr;
  int depth = 0;
};

// One call at work in a book. Throws misuse while another thread uses the book, ForkedBook in a child.
class Use {
 public:
  explicit Use(const std::shared_ptr<BookState>& state);
  ~Use();
  Use(const Use&) = delete;
  Use& operator=(const Use&) = delete;

  Book& book() const noexcept { return state_->book; }
  Session& session() const { return detail::session_of(state_->book); }  // throws misuse when closed
  BookState& state() const noexcept { return *state_; }
  const std::shared_ptr<BookState>& shared() const noexcept { return state_; }

 private:
  std::shared_ptr<BookState> state_;
};

// A progress that throws interrupted when the host asks to stop; nothing where there is none.
std::function<void(std::int64_t, std::int64_t)> progress_of(rapport_progress progress, void* data);

// Throws ForkedBook, or misuse, as Use does; for objects that only hold on to a book.
Use use(rapport_book* book);

}  // namespace rapport::capi

struct rapport_book : rapport::capi::Object {
  explicit rapport_book(std::shared_ptr<rapport::capi::BookState> with)
      : Object(rapport::capi::Tag::book), state(std::move(with)) {}
  std::shared_ptr<rapport::capi::BookState> state;
};
