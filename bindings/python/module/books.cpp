#include "books.hpp"

#include <fmt/format.h>

#include "verbs.hpp"

namespace rapport::python {

Use::Use(OpenBook& book) : book_(book) {
  if (book_.process != ::getpid())
    throw Error(Code::misuse,
                "this process was forked from the one that opened the book; open the file here, as in "
                "rapport.open(path)");
  const auto caller = std::this_thread::get_id();
  if (book_.uses > 0 && book_.user != caller)
    throw Error(Code::misuse,
                "another thread is at work in this book; open the file once in each thread, as in "
                "rapport.open(path)");
  book_.user = caller;
  ++book_.uses;
}
Use::~Use() { --book_.uses; }

void into_trouble(const py::error_already_set& error) {
  const py::gil_scoped_acquire acquired;
  if (error.matches(PyExc_KeyboardInterrupt) || error.matches(PyExc_SystemExit)) {
    raised.emplace(error);
    throw Error(Code::interrupted, "a function of the host ended it");
  }
  const py::object lines = py::module_::import("traceback").attr("format_tb")(error.trace());
  const auto where = py::str("").attr("join")(lines).cast<std::string>();
  const auto type = error.type().attr("__name__").cast<std::string>();
  // Texts of file names may hold what is no Unicode.
  const py::object text = py::str(error.value()).attr("encode")("utf-8", "backslashreplace");
  throw std::runtime_error(fmt::format("{}: {}\n{}", type, text.cast<std::string>(), where));
}

namespace {

// Asked by the database while it works, every 0.1 ms or so; looks every so often whether Ctrl-C was pressed, since
// other threads may hold Python meanwhile.
class Stop {
 public:
  bool operator()() {
    constexpr int often = 100;
    if (raised) return false;
    if (++asked_ % often != 0) return true;
    const py::gil_scoped_acquire acquired;
    if (PyErr_CheckSignals() == 0) return true;
    raised.emplace();
    return false;
  }

 private:
  unsigned asked_ = 0;
};

using Clock = std::function<Instant()>;
using Log = std::function<void(std::string level, std::string message, std::string code)>;

Durability durability_of(const std::string& word) {
  if (word == "full") return Durability::full;
  if (word == "normal") return Durability::normal;
  throw Error(Code::invalid, "is not one of full, normal", {"", "", "durability"});
}

std::string word_of(LogLevel level) {
  switch (level) {
    case LogLevel::information: return "information";
    case LogLevel::warning: return "warning";
    case LogLevel::error: return "error";
  }
  return "";
}

BookPointer open_book(std::optional<std::filesystem::path> path, Clock clock,
                      std::optional<std::uint64_t> seed, const std::string& durability, Duration busy_timeout,
                      Log log, bool create, bool read_only, std::string calling_code,
                      std::int64_t page_cache_bytes, bool autocommit) {
  Options options;
  options.clock = std::move(clock);
  if (seed) options.random = seeded_random(*seed);
  options.durability = durability_of(durability);
  options.busy_timeout = std::chrono::duration_cast<std::chrono::milliseconds>(busy_timeout);
  if (log)
    options.log = [log = std::move(log)](const LogEvent& event) {
      try {
        log(word_of(event.level), event.message, event.code == Code{} ? "" : std::string(name(event.code)));
      } catch (py::error_already_set& error) {
        // The verb is not the log's; Python shows it as it does for what is raised where nobody can catch it.
        const py::gil_scoped_acquire acquired;
        if (error.matches(PyExc_Exception))
          error.discard_as_unraisable("the log of a rapport book");
        else
          raised.emplace(error);
      }
    };
  options.create = create;
  options.read_only = read_only;
  options.calling_code = std::move(calling_code);
  options.page_cache_bytes = page_cache_bytes;
  if (path == ":memory:") path.reset();  // as sqlite3 and the command call it
  raised.reset();
  auto opened = [&] {
    const py::gil_scoped_release released;
    return std::make_shared<OpenBook>(path ? Book::open(*path, std::move(options))
                                           : Book::in_memory(std::move(options)));
  }();
  go_on_raising();
  if (path) opened->path = path->string();
  opened->autocommit = autocommit;
  opened->session().database().ask_whether_to_go_on(Stop());
  return opened;
}

// ---- Transactions

class Transaction {
 public:
  Transaction(BookPointer book, Because because) : book_(std::move(book)), because_(std::move(because)) {}

  BookPointer enter() {
    if (use_) throw Error(Code::misuse, "this transaction has begun already; ask the book for another one");
    auto use = std::make_unique<Use>(*book_);
    work_on(*book_, [&] {
      HostTransactions& open = book_->session().host_transactions();
      open.begin(because_);
      work_ = open.innermost();
    });
    use_ = std::move(use);
    return book_;
  }

  // Nothing of it remains when an exception ends it.
  void exit(bool failed) {
    const Use use(*book_);
    if (use_ && work_.expired()) {
      use_.reset();
      throw Error(Code::misuse, "this transaction was rolled back, since what began it had ended before it");
    }
    HostTransactions& open = book_->session().host_transactions();
    if (work_.expired() || open.innermost().lock() != work_.lock())
      throw Error(Code::misuse,
                  "transactions end in the reverse order of their beginnings; use them by `with`");
    try {
      work_on(*book_, [&] { failed ? open.roll_back() : open.commit(); });
    } catch (...) {
      if (work_.expired()) use_.reset();  // it has ended, unless it was not to be ended here
      throw;
    }
    use_.reset();
  }

 private:
  BookPointer book_;
  Because because_;
  std::weak_ptr<const Work> work_;
  std::unique_ptr<Use> use_;  // until it ends no other thread may use the book
};

// Outside of a `with` block each verb is kept when it returns, so there is nothing to commit.
void commit_block(OpenBook& book) {
  work_on(book, [&] {
    if (book.block && !book.block_failed) book.block->keep();
  });
}

BookPointer enter_book(BookPointer book) {
  work_on(*book, [&] {
    if (book->block) throw Error(Code::misuse, "a `with` block of this book has begun already");
    if (!book->autocommit) book->block = std::make_unique<Block>(book->session());
  });
  return book;
}

void close_book(OpenBook& book) {
  work_on(book, [&] {
    if (!book.block) return book.book.close();
    book.session().need_idle();
    // What cannot be kept is given up, so that nobody else waits for it.
    std::unique_ptr<Block> block = std::move(book.block);
    std::exception_ptr trouble;
    try {
      if (!book.block_failed) block->keep();
    } catch (...) {
      trouble = std::current_exception();
    }
    block.reset();
    book.book.close();
    if (trouble) std::rethrow_exception(trouble);
  });
}

void exit_book(OpenBook& book, const py::object& type, const py::object&, const py::object&) {
  if (!type.is_none()) {
    book.block_failed =
        true;  // also when another thread is at work, which keeps the rest from being done now
    const Use use(book);
    if (!book.closed()) book.session().host_transactions().roll_back_all();
  }
  close_book(book);
}

}  // namespace

void add_books(py::module_& module) {
  py::class_<OpenBook, BookPointer> book(module, "Book",
                                         "One file with everything about your customers, and the door to "
                                         "every room.\n\nIn a `with` block all is "
                                         "kept or nothing: it is committed at the end of the block, or "
                                         "rolled back when an exception ends it, and "
                                         "the book closes. Without `with`, or opened with autocommit, what a "
                                         "verb wrote is kept when it returns. "
                                         "Either way each verb is one commit of the journal; transaction() "
                                         "makes one of several. A book is used by "
                                         "one thread at a time.");

  module.def(
      "open", &open_book, py::arg("path"), py::kw_only(), py::arg("clock") = Clock(),
      py::arg("seed") = py::none(), py::arg("durability") = "full",
      with_default("busy_timeout", to_python(Duration(std::chrono::seconds(5)))), py::arg("log") = Log(),
      py::arg("create") = true, py::arg("read_only") = false, py::arg("calling_code") = "",
      py::arg("page_cache_bytes") = Options{}.page_cache_bytes, py::arg("autocommit") = false,
      "Opens a book and makes the file when there is none; None or \":memory:\" for a book in memory.\n\n"
      "clock returns the present instant as an aware datetime; seed makes ids reproducible, for "
      "tests; durability is full or normal; log hears level, message and code; autocommit keeps what a verb "
      "wrote when it returns, in a `with` block, too. Raises NotABook, "
      "NewerFormat, Corrupt, ReadOnly, Busy, Io.");

  py::class_<Transaction>(module, "Transaction", "One transaction and one commit; use it by `with`.")
      .def("__enter__", &Transaction::enter)
      .def(
          "__exit__",
          [](Transaction& self, const py::object& type, const py::object&, const py::object&) {
            self.exit(!type.is_none());
          },
          py::arg("type"), py::arg("value"), py::arg("traceback"));

  book.def("__enter__", &enter_book)
      .def("__exit__", &exit_book, py::arg("type"), py::arg("value"), py::arg("traceback"))
      .def("commit", &commit_block,
           "Keeps what was written since the `with` block began, or since the last commit, and lets others "
           "write. "
           "Outside of such a block there is nothing to do. Raises Misuse inside a transaction.")
      .def("close", &close_book,
           "Commits, and gives the file back; closing twice is not an error. Raises Misuse inside a "
           "transaction.")
      .def_property_readonly("is_closed", &OpenBook::closed, "Whether it is closed.")
      .def_readonly("path", &OpenBook::path, "The file; empty for a book in memory.")
      .def("__repr__",
           [](OpenBook& self) {
             return fmt::format("<{}book {}>", self.closed() ? "closed " : "",
                                self.path.empty() ? "in memory" : self.path);
           })
      .def(
          "transaction",
          [](BookPointer self, std::string reason, std::optional<std::int64_t> commit,
             std::optional<Reference> cause) {
            return Transaction(std::move(self), {std::move(reason), commit, cause});
          },
          "A block of verbs that are one commit: `with book.transaction(): ...`. When an exception ends it, "
          "nothing of it remains. One inside another joins it.",
          py::kw_only(), py::arg("reason") = "", py::arg("commit") = py::none(),
          py::arg("cause") = py::none())
      .def(
          "act_as",
          [](OpenBook& self, std::optional<Id<Agent>> agent) {
            work_on(self, [&] { self.book.act_as(agent); });
          },
          "From now on verbs are this agent's and personal notes of others are out of sight; None: the host "
          "program. Raises NotFound.",
          py::arg("agent"))
      .def_property_readonly(
          "actor", [](OpenBook& self) { return work_on(self, [&] { return self.book.actor(); }); },
          "The agent as whom the book acts; None for the host program.")
      .def(
          "now", [](OpenBook& self) { return work_on(self, [&] { return self.book.now(); }); },
          "The present instant by the book's clock.")
      .def(
          "catch_up_search",
          [](OpenBook& self, std::int64_t limit) {
            return work_on(self, [&] { return self.book.catch_up_search(limit); });
          },
          "Brings the search index up to date with at most so many changes; returns how many are left.",
          py::arg("limit") = 100000);
  refuse_pickling(book, "A book");
  add_answers(book);
  add_tables(book, module);
  add_people(book, module);
  add_service(book, module);
  add_automation(book, module);
  add_exchange(book, module);
  add_journal(book, module);
}

}  // namespace rapport::python
