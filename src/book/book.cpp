#include "rapport/book.hpp"

#include <algorithm>

#include "engines/records.hpp"
#include "engines/search.hpp"
#include "engines/session.hpp"
#include "engines/timeline.hpp"
#include "store/schema.hpp"

namespace rapport {

Book::Book(std::unique_ptr<Session> session) : session_(std::move(session)) {}
Book::Book(Book&&) noexcept = default;
Book& Book::operator=(Book&&) noexcept = default;
Book::~Book() = default;

Book Book::open(const std::filesystem::path& path, Options options) {
  if (path.empty()) throw Error(Code::invalid, "the path is empty; name a file, or call Book::in_memory");
  return Book(std::make_unique<Session>(path, std::move(options)));
}

Book Book::in_memory(Options options) { return Book(std::make_unique<Session>("", std::move(options))); }

Session& Book::session() const {
  if (!session_ || session_->is_closed()) throw_closed();
  return *session_;
}

Session& detail::session_of(const Book& book) { return book.session(); }

// The session stays, so that collections taken from the book before can say that it is closed.
void Book::close() {
  if (session_) session_->close();
}

void Book::act_as(std::optional<Id<Agent>> agent) {
  if (agent && !exists(session(), kind_of<Agent>(), agent->uuid))
    detail::throw_not_found(kind_of<Agent>(), agent->uuid);
  session().actor.reset();
  if (agent) session().actor = agent->uuid;
}

std::optional<Id<Agent>> Book::actor() const {
  if (!session().actor) return {};
  return Id<Agent>{*session().actor};
}

Instant Book::now() const { return session().now(); }

Timeline Book::timeline(Id<Customer> customer, const TimelinePaging& paging) {
  if (paging.limit < 1 || paging.limit > 10000)
    throw Error(Code::invalid, "a page has 1 to 10,000 entries", {"", "", "limit"});
  const Reading reading(session());
  std::vector<Uuid> customers{customer.uuid};
  if (paging.with_people) {
    for (const Connection& each :
         live_where<Connection>(session(), field_of<&Connection::other>(), Value::of(customer.uuid))) {
      const bool belongs = each.role == Role::works_for || each.role == Role::key_contact_of ||
                           each.role == Role::member_of_household;
      if (belongs && std::find(customers.begin(), customers.end(), each.customer.uuid) == customers.end())
        customers.push_back(each.customer.uuid);
    }
  }
  Timeline page = read_timeline(session(), customers, paging.limit, paging.after);
  if (page.entries.empty() && !exists(session(), kind_of<Customer>(), customer.uuid))
    detail::throw_not_found(kind_of<Customer>(), customer.uuid);
  return page;
}

std::vector<SearchHit> Book::search(std::string_view words, const SearchOptions& options) {
  return rapport::search(session(), words, options);
}

std::int64_t Book::catch_up_search(std::int64_t limit) { return rapport::catch_up_search(session(), limit); }

Book::Joined::Joined(Book& book, const Because& because)
    : work_(std::make_unique<Work>(book.session(), "transaction", because, Work::Size::transaction)) {}
Book::Joined::~Joined() = default;
void Book::Joined::commit() { work_->finish(); }

}  // namespace rapport
