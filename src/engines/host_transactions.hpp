// Transactions that a host begins and ends by calls of their own, as in C, and calls of its functions by a verb.
#pragma once

#include <cstddef>
#include <exception>
#include <memory>
#include <stdexcept>
#include <type_traits>
#include <utility>
#include <vector>

#include "rapport/journal.hpp"

namespace rapport {

class Session;
class Work;

// Those of one session that were begun and have not ended; they go when it goes.
class HostTransactions {
 public:
  explicit HostTransactions(Session& session) noexcept : session_(session) {}
  ~HostTransactions() { roll_back_all(); }
  HostTransactions(const HostTransactions&) = delete;
  HostTransactions& operator=(const HostTransactions&) = delete;

  void begin(const Because& because);
  // The innermost; empty for none. Expires when it ends.
  std::weak_ptr<const Work> innermost() const noexcept;
  // End the innermost, also by a commit that fails. Throw misuse where there is none, or where it was begun outside of
  // the function that is called.
  void commit();
  void roll_back();
  void roll_back_all() noexcept;
  bool is_calling() const noexcept { return calls_ > 0; }

 private:
  friend class HostCall;
  std::shared_ptr<Work> take();
  void roll_back_to(std::size_t count) noexcept;

  Session& session_;
  std::vector<std::shared_ptr<Work>> open_;
  std::size_t not_to_end_ = 0;  // so many were begun outside of the function that is called
  int calls_ = 0;               // of functions of the host, one inside another
};

// One call of a function of the host by a verb: the transactions that it begins it must end, and no others. What it
// leaves open is rolled back.
class HostCall {
 public:
  explicit HostCall(Session& session) noexcept;
  ~HostCall();
  HostCall(const HostCall&) = delete;
  HostCall& operator=(const HostCall&) = delete;
  // Throws misuse for a transaction that is still open.
  void need_ended() const;

 private:
  HostTransactions& transactions_;
  std::size_t not_to_end_before_;
};

// Calls what calls a function of the host. What that throws is some std::exception, whatever it was.
template <class F>
std::invoke_result_t<F&> call_host(Session& session, F&& call) {
  const HostCall runs(session);
  try {
    if constexpr (std::is_void_v<std::invoke_result_t<F&>>) {
      call();
      runs.need_ended();
    } else {
      auto result = call();
      runs.need_ended();
      return result;
    }
  } catch (const std::exception&) {
    throw;
  } catch (...) {
    throw std::runtime_error("the host's function threw something that is no std::exception");
  }
}

}  // namespace rapport
