#include "rooms/tasks.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "kernel/validate.hpp"
#include "rooms/people.hpp"

namespace rapport {

RAPPORT_KIND(Task)

namespace {

// What has an outcome is done; what is opened again has none any more.
void keep_end(Task& task, const Task* before, Instant now) {
  if (task.done_at || !task.outcome) return;
  if (before && before->done_at && before->outcome == task.outcome)
    task.outcome.reset();
  else
    task.done_at = now;
}

void prepare_task(const Writing& writing) {
  auto& task = *static_cast<Task*>(writing.record);
  if (writing.operation == Operation::remove) return;
  need_live_customer<&Task::customer>(writing);
  need_live<&Task::team>(writing);
  need_live<&Task::assignee>(writing);
  if (writing.origin == Origin::restored) return;
  const auto* before = static_cast<const Task*>(writing.before);
  const Instant now = writing.session.commit().at;
  validate(kind_of<Task>(), &task, field_of<&Task::done_at>());
  keep_end(task, before, now);
  if (!task.opened_at)
    task.opened_at = before ? before->opened_at : std::min(now, task.done_at.value_or(now));
  if (task.done_at && *task.done_at > now)
    refuse<&Task::done_at>(Code::invalid, task, fmt::format("{} lies in the future", to_text(*task.done_at)));
  if (task.done_at && *task.done_at < *task.opened_at)
    refuse<&Task::done_at>(Code::invalid, task,
                           fmt::format("{} lies before the task was opened, {}", to_text(*task.done_at),
                                       to_text(*task.opened_at)));
}

}  // namespace

const Hooks task_hooks{.prepare = prepare_task};

}  // namespace rapport
