// The verbs of the command: what each is called, takes and does.
//
// Threads: as the book.
//
//   const Arguments arguments = grammar().parse(words);
//   return run(arguments, terminal::Screen(stdout));
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "command/arguments.hpp"
#include "command/call.hpp"

namespace rapport::command {

// What a verb may do to the file.
enum class Access { none, read, write, create };

const Grammar& grammar();

// Opens the book as the verb needs it and runs the verb.
int run(const Arguments& arguments, const terminal::Screen& screen);
// On a book that is open already.
int run(const Arguments& arguments, const terminal::Screen& screen, Book& book);

// Opens the book that the arguments name, ":memory:" or a file.
Book open_book(const Arguments& arguments, Access access, Options options = {});

// book_verbs.cpp
int open(Call& call);
int kinds(Call& call);
int schema(Call& call);
// record_verbs.cpp
int list(Call& call);
// The records of a kind that meet the conditions, which are expressions, as the options of `list` ask for them.
int list_where(Call& call, const Kind& kind, const std::vector<std::string>& conditions);
int add(Call& call);
int update(Call& call);
int remove(Call& call);
// customer_verbs.cpp
int show(Call& call);
int timeline(Call& call);
int owner(Call& call);
int quiet(Call& call);
int search(Call& call);
// lifecycle_verbs.cpp
int stage(Call& call);
int funnel(Call& call);
// case_verbs.cpp
int case_open(Call& call);
int case_reply(Call& call);
int case_move(Call& call);
int case_resolve(Call& call);
int case_refuse(Call& call);
int case_accept(Call& call);
void check_assignment(const Arguments& arguments);
int case_assign(Call& call);
int case_route(Call& call);
int case_candidates(Call& call);
int case_level(Call& call);
int case_merge(Call& call);
int case_unmerge(Call& call);
int case_split(Call& call);
int case_list(Call& call);
int case_show(Call& call);
int case_priority(Call& call);
int case_quote(Call& call);
int case_rate(Call& call);
// clock_verbs.cpp
int policy_load(Call& call);
int policy_list(Call& call);
int policy_retire(Call& call);
int queue(Call& call);
int check(Call& call);
int measures(Call& call);
// agent_verbs.cpp
int agent_absent(Call& call);
int agent_hand_over(Call& call);
// problem_verbs.cpp
int problem_open(Call& call);
int problem_link(Call& call);
int problem_tell(Call& call);
int problem_resolve(Call& call);
int problem_due(Call& call);
int problem_list(Call& call);
int problem_show(Call& call);
// rule_verbs.cpp
int rule_load(Call& call);
int rule_check(Call& call);
int rule_list(Call& call);
int rule_retire(Call& call);
int rule_again(Call& call);
int ladder_load(Call& call);
int ladder_list(Call& call);
int ladder_retire(Call& call);
int case_escalate(Call& call);
int case_acknowledge(Call& call);
int case_decline(Call& call);
int case_step_down(Call& call);
int case_end_escalation(Call& call);
// "raised, rung 1: Max, who has until ..."
std::string words_of(Call& call, const Escalation& each);
int sweep(Call& call);
int forecast(Call& call);
int explain(Call& call);
int outbox(Call& call);
int outbox_take(Call& call);
int outbox_again(Call& call);
int outbox_digest(Call& call);
// backtest_verbs.cpp
int backtest_log(Call& call);
// calendar_verbs.cpp
int calendar(Call& call);
void check_holidays(const Arguments& arguments);
int holidays(Call& call);
// journal_verbs.cpp
int history(Call& call);
int log(Call& call);
int touched(Call& call);
int verify(Call& call);
// exchange_verbs.cpp
// What is wrong with one word is said before a book is made and before anything of the others is imported.
void check_import(const Arguments& arguments);
// Whether an import is only shown, for which no book is opened.
bool is_only_plan(const Arguments& arguments);
int import_files(Call& call);
int export_all(Call& call);
// demo.cpp
int demo(Call& call);

}  // namespace rapport::command
