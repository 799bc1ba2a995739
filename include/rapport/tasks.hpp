// Tasks: what somebody is to do for a customer, and by when.
//
// A task is open until it has done_at; writing down its outcome says that, too. Rules open tasks (RuleVerb::open_task)
// and follow them as they follow cases: a task that nobody did by due_at can be told to the assignee's supervisor.
//
// Not here: cases, which are what a customer came with. Threads: as the book.
//
//   book.tasks().add({.subject = "Send the new price list",
//                     .customer = acme.id,
//                     .due_at = book.now() + std::chrono::days(2)});
//   book.tasks().for_each("done_at == null", [](const rapport::Task& open) { show(open.subject); });
#pragma once

#include <optional>
#include <string>

#include "rapport/people.hpp"

namespace rapport {

struct Task {
  Id<Task> id{};
  std::int64_t version = 0;
  std::optional<Instant> deleted_at{};
  std::string subject{};
  Id<Customer> customer{};
  std::optional<Reference> about{};
  std::optional<Id<Team>> team{};
  std::optional<Id<Agent>> assignee{};
  std::optional<Instant> opened_at{};
  std::optional<Instant> due_at{};
  std::optional<Instant> done_at{};
  std::optional<std::string> outcome{};
};
template <>
inline constexpr auto description<Task> = describe<Task>(
    {"task", "tasks", 30, "What somebody is to do for a customer."},
    field<&Task::subject>("subject", 4, "What is to be done, in one line.",
                          {.longest = 2000, .searchable = true, .personal = true}),
    field<&Task::customer>("customer", 5, "For whom, or about whom.", {.on_time_line = OnTimeLine::customer}),
    field<&Task::about>("about", 6, "The record it is about; absent for the customer as a whole.",
                        {.indexed = true}),
    field<&Task::team>("team", 7, "Whose queue it is in; absent for none.", {.indexed = true}),
    field<&Task::assignee>("assignee", 8, "Who is to do it; absent for nobody in particular.",
                           {.indexed = true}),
    field<&Task::opened_at>("opened_at", 9,
                            "Since when it is to be done; when left absent, the instant of adding, or "
                            "done_at if that was earlier.",
                            {.on_time_line = OnTimeLine::instant}),
    field<&Task::due_at>("due_at", 10, "By when; absent for no particular time.", {.indexed = true}),
    field<&Task::done_at>(
        "done_at", 11,
        "When it was done; absent while it is open. When left absent with an outcome, the instant of "
        "writing that down; when it is cleared, the outcome is, too."),
    field<&Task::outcome>("outcome", 12, "What came of it; absent while it is open, or for nothing to say.",
                          {.longest = 500, .searchable = true, .personal = true}));

}  // namespace rapport
