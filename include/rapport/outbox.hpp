// The outbox: what people are to be told. The library itself sends nothing: the host takes notifications from
// here and says what became of them.
//
// Whoever looks after customers is told of them by a digest, one for all their customers, whenever the host asks for
// it: once a day, say.
//
// A notification is pending until the host has handed it over. Whoever crashes in between gets it again: its id
// is the key by which a receiver drops what it has already.
//
// Not here: who writes notifications (rules.hpp). Threads: as the book.
//
//   book.outbox().deliver([&](const Notification& each) { show(each.text); });
//   if (auto next = book.outbox().next_due()) show(*next);  // and when to come back for others
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rapport/people.hpp"

namespace rapport {

enum class Delivery : std::uint16_t { pending = 1, handed_over = 2, failed = 3, withdrawn = 4 };
template <>
inline constexpr auto enumeration<Delivery> =
    enumerate<Delivery>("delivery", "What became of a notification.",
                        {{Delivery::pending, "pending", "It is to be handed over."},
                         {Delivery::handed_over, "handed_over", "The host has taken it."},
                         {Delivery::failed, "failed", "It could not be handed over, again and again."},
                         {Delivery::withdrawn, "withdrawn", "What it asks was answered before."}});

struct Notification {
  Id<Notification> id{};
  std::int64_t version = 0;
  std::optional<Instant> deleted_at{};
  std::optional<Id<Agent>> agent{};
  std::optional<Id<Team>> team{};
  std::string text{};
  std::optional<Reference> about{};
  Delivery state = Delivery::pending;
  std::optional<Instant> next_at{};
  std::int64_t tries = 0;
  std::optional<std::string> trouble{};
};
template <>
inline constexpr auto description<Notification> = describe<Notification>(
    {"notification", "notifications", 26, "What somebody is to be told."},
    field<&Notification::agent>("agent", 4, "Who; absent for the whole team.", {.fixed = true}),
    field<&Notification::team>("team", 5, "In which team; absent for none.", {.fixed = true}),
    field<&Notification::text>("text", 6, "What they are told.",
                               {.longest = 10'000, .personal = true, .fixed = true}),
    field<&Notification::about>("about", 7, "The record that it is about; absent for none.",
                                {.indexed = true, .fixed = true}),
    field<&Notification::state>("state", 8, "What became of it.", {.derived = true}),
    field<&Notification::next_at>(
        "next_at", 9,
        "From when on it may be handed over, or tried again; when left absent, now; absent once it is not "
        "pending.",
        {.indexed = true}),
    field<&Notification::tries>("tries", 10, "How often handing it over failed.", {.derived = true}),
    field<&Notification::trouble>("trouble", 11, "What went wrong last; absent for nothing.",
                                  {.longest = 2000, .personal = true, .derived = true}));

class Outbox {
 public:
  explicit Outbox(Session& session) : session_(&session) {}

  // What is to be handed over now, in the order of their instants.
  std::vector<Notification> pending(std::size_t limit = 100) const;
  // When there is something to hand over, which may be over already; absent for nothing at all. What waits for somebody's
  // hours, or was tried in vain, comes later, and no sweep is needed for it.
  std::optional<Instant> next_due() const;

  // Saying it again is not an error. Throws not_found.
  Notification handed_over(Id<Notification> id, const Because& because = {});
  // It comes again after a while, ever longer, and after ten times not any more. Throws not_found, and
  // not_allowed for one that is not pending.
  Notification failed(Id<Notification> id, std::string_view trouble, const Because& because = {});

  // It is pending again, from now on, as if it had not been tried: one that has failed, or that got lost behind the host.
  // Throws not_found, and not_allowed where what it asks was answered before, or somebody else is asked since.
  Notification again(Id<Notification> id, const Because& because = {});

  // One notification for each agent to whose customers something happened since the last digest, the most important
  // first: stages that moved, what happened to complaints and to other cases, what was said, what else was written about
  // them. What an agent did is no news to that agent, nor is what an export brought back. The first call only notes where
  // to begin. The cost grows with the changes since.
  std::vector<Notification> digest(const Because& because = {});

  // Hands at most so many to a function; what it throws is the notification's trouble, but for interrupted,
  // which ends the call. What it says by the verbs above itself stands. Returns how many were handed over. Throws misuse
  // inside itself.
  std::size_t deliver(const std::function<void(const Notification&)>& to, std::size_t limit = 100);

 private:
  Session* session_;
};

}  // namespace rapport
