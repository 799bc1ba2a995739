#include "book.hpp"

#include <unistd.h>

#include <algorithm>
#include <span>

#include "values.hpp"

namespace rapport::capi {

namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

// A different address in each thread.
const void* this_thread() noexcept {
  thread_local const char place = 0;
  return &place;
}

// How many hooks run, one inside another.
thread_local int hooks_running = 0;

// The hooks that were given with a book. Each is kept before anything can fail, so that each is given back.
struct Hooks {
  explicit Hooks(const rapport_open_options* options) {
    // Options that are not as they should be have no hooks to give back.
    if (!options || options->struct_size < sizeof(rapport_open_options)) return;
    const Destroyer destroyers[] = {{options->clock_data, options->clock_destroy, &clock},
                                    {options->random_data, options->random_destroy, &random},
                                    {options->log_data, options->log_destroy, &log},
                                    {options->interrupt_data, options->interrupt_destroy, &interrupt}};
    std::exception_ptr trouble;
    for (const Destroyer& each : destroyers) {
      try {
        *each.kept = keep(each.data, each.destroy);
      } catch (...) {
        trouble = std::current_exception();
      }
    }
    if (trouble) std::rethrow_exception(trouble);
  }

  struct Destroyer {
    void* data;
    void (*destroy)(void*);
    std::shared_ptr<HookData>* kept;
  };
  std::shared_ptr<HookData> clock, random, log, interrupt;
};

Options options_of(const rapport_open_options& given, const Hooks& hooks) {
  Options options;
  switch (given.durability) {
    case RAPPORT_DURABILITY_FULL: options.durability = Durability::full; break;
    case RAPPORT_DURABILITY_NORMAL: options.durability = Durability::normal; break;
    default:
      throw_argument("durability",
                     fmt::format("{} is no durability; 0 (full) and 1 (normal) are", given.durability));
  }
  options.create = !flag_of(given.must_exist, "must_exist");
  options.read_only = flag_of(given.read_only, "read_only");
  if (given.busy_timeout_us < 0) throw_argument("busy_timeout_us", "is below 0");
  options.busy_timeout = std::chrono::ceil<milliseconds>(microseconds(given.busy_timeout_us));
  constexpr std::int64_t least_cache = 1 << 16, most_cache = std::int64_t{1} << 40;
  if (given.page_cache_bytes < least_cache || given.page_cache_bytes > most_cache)
    throw_argument("page_cache_bytes",
                   fmt::format("is {}; {} to {} are right", given.page_cache_bytes, least_cache, most_cache));
  options.page_cache_bytes = given.page_cache_bytes;
  options.calling_code = text_of(given.calling_code, "calling_code");
  if (given.clock)
    options.clock = [call = given.clock, data = hooks.clock] {
      const HookRuns runs;
      return instant_of(call(data->get()), "clock");
    };
  if (given.random)
    options.random = [call = given.random, data = hooks.random](std::span<std::byte> bytes) {
      const HookRuns runs;
      if (call(data->get(), reinterpret_cast<std::uint8_t*>(bytes.data()), bytes.size()) != 0)
        throw Error(Code::io, "the host's random source failed", {"", "", "random"});
    };
  static_assert(static_cast<int>(LogLevel::information) == RAPPORT_LOG_INFORMATION &&
                static_cast<int>(LogLevel::warning) == RAPPORT_LOG_WARNING &&
                static_cast<int>(LogLevel::error) == RAPPORT_LOG_ERROR);
  if (given.log)
    options.log = [call = given.log, data = hooks.log](const LogEvent& event) {
      const HookRuns runs;
      call(data->get(), static_cast<std::int32_t>(event.level), -static_cast<std::int32_t>(event.code),
           text_of(event.message));
    };
  return options;
}

// Everything that came from a book refers to its session, which lives as long as any of it. In a child process the
// file is the parent's: nothing there may be closed, so it is left as it is.
std::shared_ptr<BookState> share(std::unique_ptr<BookState> state) {
  return {state.release(), [](BookState* last) {
            if (last->process == ::getpid()) delete last;
          }};
}

template <class Open>
void open(const rapport_open_options* given, rapport_book** book, Open&& open_book) {
  const Hooks hooks(given);
  wanted(book, "book");
  const rapport_open_options options = options_in(given, RAPPORT_OPEN_OPTIONS_INIT, "options");
  auto state = share(std::make_unique<BookState>(open_book(options_of(options, hooks))));
  state->interrupt = options.interrupt;
  state->interrupt_data = hooks.interrupt;
  state->busy_timeout = std::chrono::ceil<milliseconds>(microseconds(options.busy_timeout_us));
  state->listen();
  give(book, std::make_unique<rapport_book>(std::move(state)));
}

}  // namespace

BookState::BookState(Book opened) : book(std::move(opened)), process(::getpid()) {}

bool BookState::goes_on() const noexcept {
  if (is_interrupted) {
    saw_interruption = true;
    return false;
  }
  if (deadline && steady_clock::now() >= until) return false;
  if (!interrupt) return true;
  const HookRuns runs;
  return interrupt(interrupt_data->get()) == 0;
}

void BookState::listen() {
  detail::session_of(book).database().ask_whether_to_go_on([this] { return goes_on(); });
}

std::shared_ptr<HookData> keep(void* data, void (*destroy)(void*)) {
  std::unique_ptr<HookData> made;
  try {
    made = std::make_unique<HookData>(data, destroy);
  } catch (...) {
    if (destroy) destroy(data);
    throw;
  }
  return made;
}

HookRuns::HookRuns() noexcept { ++hooks_running; }
HookRuns::~HookRuns() { --hooks_running; }

Use::Use(const std::shared_ptr<BookState>& state) : state_(state) {
  if (hooks_running > 0)
    throw Error(Code::misuse, "a clock, a random source, a log and an interrupt may not call the library");
  if (state_->process != ::getpid()) throw ForkedBook{};
  const void* nobody = nullptr;
  if (!state_->user.compare_exchange_strong(nobody, this_thread()) && nobody != this_thread())
    throw Error(Code::misuse, "another thread is using the book; open one for each thread");
  if (++state_->depth > 1 || !state_->deadline || state_->is_closed) return;
  state_->until = steady_clock::now() + *state_->deadline;
  // Waiting for others is not asked whether to go on.
  session().database().wait_at_most(
      std::min(state_->busy_timeout, std::chrono::ceil<milliseconds>(*state_->deadline)));
}

Use::~Use() {
  if (--state_->depth > 0) return;
  if (state_->saw_interruption) state_->is_interrupted = state_->saw_interruption = false;
  state_->user = nullptr;
}

std::function<void(std::int64_t, std::int64_t)> progress_of(rapport_progress progress, void* data) {
  if (!progress) return {};
  return [=](std::int64_t done, std::int64_t all) {
    if (progress(data, done, all) != 0) throw Error(Code::interrupted, "the host asked to stop");
  };
}

Use use(rapport_book* book) { return Use(checked(book).state); }

}  // namespace rapport::capi

using namespace rapport;
using namespace rapport::capi;

int32_t rapport_book_open(rapport_text path, const rapport_open_options* options, rapport_book** book,
                          rapport_error** error) {
  clear(book);
  return guarded(error, [&] {
    open(options, book, [&](Options made) { return Book::open(path_of(path, "path"), std::move(made)); });
  });
}

int32_t rapport_book_open_in_memory(const rapport_open_options* options, rapport_book** book,
                                    rapport_error** error) {
  clear(book);
  return guarded(error,
                 [&] { open(options, book, [](Options made) { return Book::in_memory(std::move(made)); }); });
}

int32_t rapport_book_close(rapport_book* book, rapport_error** error) {
  return guarded(error, [&] {
    const Use at_work = use(book);
    at_work.book().close();
    at_work.state().is_closed = true;
  });
}

void rapport_book_free(rapport_book* book) {
  if (!book || static_cast<const Object*>(book)->tag != Tag::book) return;
  BookState& state = *book->state;
  // Cursors and their like may keep the state alive, but nobody can end its transactions any more.
  if (state.process == ::getpid() && state.depth == 0 && !state.is_closed)
    detail::session_of(state.book).host_transactions().roll_back_all();
  delete book;
}

int32_t rapport_book_act_as(rapport_book* book, rapport_id agent, rapport_error** error) {
  return guarded(error, [&] { use(book).book().act_as(optional_id<Agent>(agent)); });
}

int32_t rapport_book_actor(rapport_book* book, rapport_id* agent, rapport_error** error) {
  clear(agent, rapport_no_id());
  return guarded(error, [&] {
    const auto actor = use(book).book().actor();
    wanted(agent, "agent") = actor ? id_of(actor->uuid) : rapport_no_id();
  });
}

int32_t rapport_book_now(rapport_book* book, int64_t* now_us, rapport_error** error) {
  clear(now_us, RAPPORT_ABSENT);
  return guarded(error, [&] {
    const Use at_work = use(book);
    wanted(now_us, "now_us") = us_of(at_work.book().now());
  });
}

int32_t rapport_book_set_deadline_us(rapport_book* book, int64_t deadline_us, rapport_error** error) {
  return guarded(error, [&] {
    const Use at_work = use(book);
    const bool none = deadline_us == 0 || deadline_us == RAPPORT_ABSENT;
    if (!none && deadline_us < 0) throw_argument("deadline_us", "is below 0");
    Session& session = at_work.session();
    if (none) {
      session.database().wait_at_most(at_work.state().busy_timeout);
      at_work.state().deadline.reset();
    } else {
      constexpr std::int64_t longest = std::int64_t{1} << 50;  // some thirty years
      at_work.state().deadline = microseconds(std::min(deadline_us, longest));
      at_work.state().until = steady_clock::now() + *at_work.state().deadline;
    }
  });
}

int32_t rapport_book_interrupt(rapport_book* book, rapport_error** error) {
  return guarded(error, [&] {
    BookState& state = *checked(book).state;
    if (state.process != ::getpid()) throw ForkedBook{};
    state.is_interrupted = true;
  });
}

int32_t rapport_transaction_begin(rapport_book* book, const rapport_because* because, rapport_error** error) {
  return guarded(error, [&] {
    const Use at_work = use(book);
    at_work.session().host_transactions().begin(because_in(because));
  });
}

int32_t rapport_transaction_commit(rapport_book* book, rapport_error** error) {
  return guarded(error, [&] {
    const Use at_work = use(book);
    at_work.session().host_transactions().commit();
  });
}

int32_t rapport_transaction_roll_back(rapport_book* book, rapport_error** error) {
  return guarded(error, [&] {
    const Use at_work = use(book);
    at_work.session().host_transactions().roll_back();
  });
}
