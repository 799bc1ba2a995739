#include "engines/host_transactions.hpp"

#include "engines/session.hpp"

namespace rapport {

void HostTransactions::begin(const Because& because) {
  open_.reserve(open_.size() + 1);  // nothing can fail once it has begun
  open_.push_back(std::make_shared<Work>(session_, "transaction", because, Work::Size::transaction));
}

std::weak_ptr<const Work> HostTransactions::innermost() const noexcept {
  if (open_.empty()) return {};
  return open_.back();
}

std::shared_ptr<Work> HostTransactions::take() {
  if (open_.size() <= not_to_end_)
    throw Error(Code::misuse, open_.empty() ? "no transaction was begun"
                                            : "the transaction was begun outside of this callback");
  std::shared_ptr<Work> taken = std::move(open_.back());
  open_.pop_back();
  return taken;
}

void HostTransactions::commit() { take()->finish(); }

void HostTransactions::roll_back() { take().reset(); }

void HostTransactions::roll_back_all() noexcept { roll_back_to(0); }

void HostTransactions::roll_back_to(std::size_t count) noexcept {
  while (open_.size() > count) open_.pop_back();
}

HostCall::HostCall(Session& session) noexcept
    : transactions_(session.host_transactions()),
      not_to_end_before_(std::exchange(transactions_.not_to_end_, transactions_.open_.size())) {
  ++transactions_.calls_;
}

HostCall::~HostCall() {
  transactions_.roll_back_to(transactions_.not_to_end_);
  transactions_.not_to_end_ = not_to_end_before_;
  --transactions_.calls_;
}

void HostCall::need_ended() const {
  if (transactions_.open_.size() > transactions_.not_to_end_)
    throw Error(Code::misuse, "the callback left a transaction open; it was rolled back");
}

}  // namespace rapport
