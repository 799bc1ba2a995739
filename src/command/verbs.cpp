#include "command/verbs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <tuple>
#include <utility>

#include "command/any_records.hpp"
#include "command/entries.hpp"
#include "command/field_options.hpp"
#include "kernel/form.hpp"

namespace rapport::command {

namespace {

const Option calling_code{"--calling-code", "CODE",
                          "Put before telephone numbers that name no country, as +33."};
const Option happened{"--at", "WHEN", "The day or instant when it happened; now if not given."};
const Argument customer{"CUSTOMER", "An id, an external id, a name, or how a name begins."};
const Argument assignments{"FIELD=VALUE", "What to write; no value clears the field.", Count::many};
const Argument a_calendar{"CALENDAR", "An id, a name, or how a name begins."};
const Argument a_problem{"PROBLEM", "An id, a name, or how a name begins."};

// An option for each of these fields, before the others.
template <auto... members>
std::vector<Option> with_fields(std::vector<Option> others) {
  std::vector<Option> options{option_for(field_of<members>())...};
  options.insert(options.end(), others.begin(), others.end());
  return options;
}

// The same for the fields of a new record, with what they are otherwise.
template <auto... members>
std::vector<Option> with_new_fields(std::vector<Option> others) {
  std::vector<Option> options = with_fields<members...>(std::move(others));
  const std::tuple_element_t<0, std::tuple<typename FieldDescription<members>::Record...>> fresh{};
  std::size_t i = 0;
  ((options[i++].fallback =
        to_text(field_of<members>(), values_of(field_of<members>(), &fresh)).value_or("")),
   ...);
  return options;
}

// What `list` and its like take.
std::vector<Option> of_list() {
  return {limit("50"),
          after,
          {"--where", "EXPRESSION",
           "Only those of which it is true, as in employees > 10 && stage == 'expansion'."},
          {"--segment", "NAME", "Only those that belong to this segment."},
          {"--deleted", "", "Those that were deleted instead."},
          {"--explain", "", "Only says what the database is asked and what is evaluated afterwards."},
          {"--order", "FIELD", "By this field, which must be indexed; else as they were added."},
          {"--descending", "", "The last ones first."},
          {"--count", "", "Only says how many there are."},
          zone};
}

const std::vector<Entry>& other_entries() {
  static const std::vector<Entry> all{
      {Access::create,
       open,
       {.name = "open",
        .summary = "Makes the book if there is none, and shows what is in it.",
        .options = {zone},
        .example = "rapport shop.book open"}},
      {Access::create,
       import_files,
       {.name = "import",
        .summary = "Takes in CSV and JSON Lines files, or folders of them, as other programs write them.",
        .arguments = {{"FILE", "A file or a folder.", Count::many}},
        .options =
            {{"--plan", "", "Only shows which column would go where."},
             {"--kind", "KIND", "What each row is; guessed from the file if not given."},
             {"--map", "COLUMN=TARGET",
              "Sends a column to a field or another target, which rapport BOOK kinds KIND lists; no target "
              "leaves it out.",
              "", true},
             {"--rejects", "PATH",
              "Where bad rows go: a file, or, when it is there, ends in a slash or is for several files, a "
              "folder; beside the file if not given."},
             {"--zone", "ZONE", "The zone of times that say none; such times are refused otherwise."},
             {"--day-first", "", "3/4/2026 is the third of April."},
             {"--month-first", "", "3/4/2026 is the fourth of March."},
             {"--currency", "CODE",
              "The currency of amounts that name none, as EUR; such amounts are refused otherwise."},
             {"--thousands", "COLUMN", "Amounts in this column are in thousands.", "", true},
             {"--millions", "COLUMN", "Amounts in this column are in millions.", "", true},
             calling_code,
             {"--missing", "TEXT", "A text that stands for no value, as NULL.", "", true},
             {"--add-missing", "", "Adds agents, teams and organisations that rows name."}},
        .example = "rapport shop.book import clients.csv --plan --map Société=name"},
       check_import},
      {Access::read,
       export_all,
       {.name = "export",
        .summary = "Writes every record into a folder, one file for each kind.",
        .arguments = {{"FOLDER", "Made when there is none."}},
        .options = {{"--form", "FORM", "csv or jsonl.", "csv"}},
        .example = "rapport shop.book export backup --form jsonl"}},
      {Access::read,
       list,
       {.name = "list",
        .summary = "Lists the records of one kind.",
        .arguments = {kind},
        .options = of_list(),
        .example = "rapport shop.book list customers --where \"stage == 'commitment'\" --order name"}},
      {Access::read,
       show,
       {.name = "show",
        .summary = "Shows everything about one customer.",
        .arguments = {customer},
        .options = {{"--limit", "N", "Shows at most N cases, N tasks and N of the latest interactions.",
                     "10"},
                    zone},
        .example = "rapport shop.book show C0007"}},
      {Access::read,
       timeline,
       {.name = "timeline",
        .summary = "Shows what happened to one customer, newest first.",
        .arguments = {customer},
        .options = {{"--people", "", "With those who work for the organisation."}, limit("50"), after, zone},
        .example = "rapport shop.book timeline C0007 --people"}},
      {Access::write,
       stage,
       {.name = "stage",
        .summary = "Shows the stages of one customer, or moves the customer to another.",
        .arguments = {customer, {"STAGE", "Where to move the customer.", Count::optional}},
        .options = {happened,
                    {"--because", "TEXT", "The move's reason; a step back needs one."},
                    {"--ended-by", "WHO", "customer or vendor; a dissolution needs it."},
                    {"--cause", "CAUSE", "Why it ended; a dissolution needs it."},
                    {"--evidence", "RECORD",
                     "What showed it: an interaction, or another kind as KIND/RECORD.", "", true},
                    zone},
        .example = "rapport shop.book stage C0007 expansion --because \"signed the offer\""}},
      {Access::write,
       owner,
       {.name = "owner",
        .summary = "Shows who looked after one customer, or hands the customer over to another agent.",
        .arguments = {customer, {"AGENT", "Who is to look after the customer.", Count::optional}},
        .options = {{"--nobody", "", "Hands the customer over to nobody."},
                    {"--at", "WHEN", "From this day or instant on; now if not given."},
                    zone},
        .example = "rapport shop.book owner C0007 \"Zoé Martin\""}},
      {Access::read,
       funnel,
       {.name = "funnel",
        .summary = "Shows how customers move from stage to stage.",
        .options = {{"--from", "WHEN", "From this day or instant on; from the beginning if not given."},
                    {"--until", "WHEN", "Up to this day or instant; up to now if not given."},
                    zone},
        .example = "rapport shop.book funnel --from 2026-01-01"}},
      {Access::read,
       quiet,
       {.name = "quiet",
        .summary = "Lists the customers who heard nothing from us for long.",
        .options = {{"--stage", "STAGE", "Those who stand in this stage.", "commitment"},
                    {"--days", "N", "For at least N days.", "60"},
                    limit("20"),
                    zone},
        .example = "rapport shop.book quiet --stage expansion --days 30"}},
      {Access::write,
       search,
       {.name = "search",
        .summary = "Finds words in names, subjects and texts; accents and capitals do not matter.",
        .arguments = {{"WORD", "All must occur; word* stands for its endings.", Count::many}},
        .options = {{"--kind", "KIND", "Only in records of this kind."}, limit("20"), zone},
        .example = "rapport shop.book search sauvegarde 'échou*'"}},
      {Access::write,
       case_open,
       {.name = "case open",
        .summary = "Opens a case: something that a customer came with and that we deal with.",
        .arguments = {customer, {"SUBJECT", "What it is about, in one line."}},
        .options = with_new_fields<&Case::kind, &Case::priority, &Case::severity, &Case::channel, &Case::team,
                                   &Case::assignee, &Case::contact, &Case::description, &Case::product,
                                   &Case::tags, &Case::language, &Case::skills, &Case::problem,
                                   &Case::redress_asked, &Case::external_id>(
            {{"--at", "WHEN", "The day or instant when it came; now if not given."}, zone}),
        .example = "rapport shop.book case open C0007 \"No backups\" --kind problem --channel email"}},
      {Access::write,
       case_reply,
       {.name = "case reply",
        .summary = "Writes down what was said about a case, which may move it.",
        .arguments = {a_case, {"TEXT", "What was said."}},
        .options = with_fields<&Interaction::channel, &Interaction::subject, &Interaction::agent,
                               &Interaction::customer, &Interaction::sentiment, &Interaction::external_id,
                               &Interaction::at>(
            {{"--inbound", "", "The customer said it to us; else we to the customer."}, zone}),
        .example = "rapport shop.book case reply T-17 \"It works again\" --inbound"}},
      {Access::write,
       case_move,
       {.name = "case move",
        .summary = "Moves a case to another state; --reason is the move's, too.",
        .arguments = {a_case, {"STATE", "Where to move it; rapport BOOK kinds case lists them."}},
        .options = {happened, zone},
        .example = "rapport shop.book case move T-17 waiting_customer --reason \"asked for the log\""}},
      {Access::write,
       case_resolve,
       {.name = "case resolve",
        .summary = "Says that a case is done, and what was done.",
        .arguments = {a_case, {"TEXT", "What was done."}},
        .options = {happened, zone},
        .example = "rapport shop.book case resolve T-17 \"The disk was full\""}},
      {Access::write,
       case_refuse,
       {.name = "case refuse",
        .summary = "Resolves a case by saying no.",
        .arguments = {a_case, {"WHY", "Why we would not do it."}},
        .options = {{"--instead", "TEXT", "What we offer instead."}, happened, zone},
        .example =
            "rapport shop.book case refuse T-17 \"Out of warranty\" --instead \"20 % off a new one\""}},
      {Access::write,
       case_accept,
       {.name = "case accept",
        .summary = "Says that the customer accepted the answer.",
        .arguments = {a_case},
        .options = {happened, zone},
        .example = "rapport shop.book case accept T-17"}},
      {Access::write,
       case_assign,
       {.name = "case assign",
        .summary = "Puts a case into a team's queue or into an agent's hands.",
        .arguments = {a_case},
        .options = with_fields<&Case::team, &Case::assignee>({happened, zone}),
        .example = "rapport shop.book case assign T-17 --team Paris --assignee="},
       check_assignment},
      {Access::write,
       case_route,
       {.name = "case route",
        .summary = "Assigns a case to the agent who fits best, and says why.",
        .arguments = {a_case},
        .options = {zone},
        .example = "rapport shop.book case route T-17"}},
      {Access::read,
       case_candidates,
       {.name = "case candidates",
        .summary = "Shows for every agent whether they fit a case, the best one first, and why.",
        .arguments = {a_case},
        .example = "rapport shop.book case candidates T-17"}},
      {Access::write,
       case_level,
       {.name = "case level",
        .summary = "Takes a case up to a level above the first line, or down again.",
        .arguments = {a_case, {"LEVEL", "0 is the first line."}},
        .options = {happened, zone},
        .example = "rapport shop.book case level T-17 2"}},
      {Access::write,
       case_priority,
       {.name = "case priority",
        .summary = "Gives a case another priority.",
        .arguments = {a_case, {"PRIORITY", one_of<Priority>()}},
        .options = {happened, zone},
        .example = "rapport shop.book case priority T-17 urgent"}},
      {Access::write,
       case_quote,
       {.name = "case quote",
        .summary = "Writes down by when the customer was told that something will be done.",
        .arguments = {a_case,
                      {"PROMISE", one_of<TargetKind>()},
                      {"WHEN", "An instant, or a day for the end of it."}},
        .options = {happened, zone},
        .example = "rapport shop.book case quote T-17 resolution 2026-11-26T17:00:00Z"}},
      {Access::write,
       case_rate,
       {.name = "case rate",
        .summary = "Matches a case anew with the present policies and calendars.",
        .arguments = {a_case},
        .options = {happened, zone},
        .example = "rapport shop.book case rate T-17 --reason \"new contract\""}},
      {Access::write,
       case_merge,
       {.name = "case merge",
        .summary = "Lets a case go on in another.",
        .arguments = {a_case, {"INTO", "The case that goes on."}},
        .example = "rapport shop.book case merge T-18 T-17"}},
      {Access::write,
       case_unmerge,
       {.name = "case unmerge",
        .summary = "Takes a merge back.",
        .arguments = {a_case},
        .example = "rapport shop.book case unmerge T-18"}},
      {Access::write,
       case_split,
       {.name = "case split",
        .summary = "Opens a new case for a part of one; what no option says is as in the old one.",
        .arguments = {a_case, {"SUBJECT", "What the part is about, in one line."}},
        .options = with_fields<&Case::kind, &Case::priority, &Case::severity, &Case::channel, &Case::team,
                               &Case::assignee, &Case::description, &Case::external_id>(
            {{"--interaction", "RECORD", "What was said about the part goes along.", "", true}}),
        .example = "rapport shop.book case split T-17 \"Wants an invoice\" --kind request"}},
      {Access::read,
       case_list,
       {.name = "case list",
        .summary = "Lists cases; an option without a value, as --assignee=, asks for those that have none.",
        .options = with_fields<&Case::state, &Case::team, &Case::assignee, &Case::customer, &Case::kind,
                               &Case::priority, &Case::problem>(of_list()),
        .example = "rapport shop.book case list --state open --team Paris --where \"level > 0\""}},
      {Access::read,
       case_show,
       {.name = "case show",
        .summary = "Shows everything about one case: its course, and what was said.",
        .arguments = {a_case},
        .options = {zone},
        .example = "rapport shop.book case show T-17"}},
      {Access::write,
       policy_load,
       {.name = "policy load",
        .summary = "Adopts a policy from a JSON file: what is promised to which cases, by when.",
        .arguments = {{"FILE", "As in examples/policies; calendars by their names."}},
        .example = "rapport shop.book policy load examples/policies/zammad.json"}},
      {Access::read,
       policy_list,
       {.name = "policy list",
        .summary = "Shows the policies that cases get, in the order in which they are tried.",
        .example = "rapport shop.book policy list"}},
      {Access::write,
       policy_retire,
       {.name = "policy retire",
        .summary = "No more cases get the policy; those that have it keep it.",
        .arguments = {{"POLICY", "Its name or id."}},
        .example = "rapport shop.book policy retire Zammad"}},
      {Access::read,
       queue,
       {.name = "queue",
        .summary = "Shows what is due next, with the time left.",
        .options = {{"--team", "TEAM", "Only of cases of this team."},
                    {"--assignee", "AGENT", "Only of this agent's cases."},
                    limit("20"),
                    zone},
        .example = "rapport shop.book queue --team Paris"}},
      {Access::write,
       check,
       {.name = "check",
        .summary = "Writes down which promises are beyond their time, each once, and shows them.",
        .options = {limit("1000")},
        .example = "rapport shop.book check"}},
      {Access::read,
       measures,
       {.name = "measures",
        .summary = "Shows how long cases took, which promises were kept, and how old the backlog is.",
        .options = {{"--by", "GROUP", one_of<GroupedBy>(), std::string(to_text(GroupedBy::all))},
                    {"--from", "WHEN", "Cases resolved from this day or instant on."},
                    {"--until", "WHEN", "Cases resolved before this day or instant."},
                    zone},
        .example = "rapport shop.book measures --by team --from 2026-01-01"}},
      {Access::write,
       agent_absent,
       {.name = "agent absent",
        .summary =
            "Writes down that an agent is not there, and who stands in; --reason is the absence's, too.",
        .arguments = {an_agent},
        .options = with_fields<&Absence::stand_in>(
            {{"--from", "WHEN", "From this day or instant on; now if not given."},
             {"--until", "WHEN", "The agent is back on this day or at this instant."},
             zone}),
        .example = "rapport shop.book agent absent Zoé --until 2026-08-24 --stand-in Kim --reason holiday"}},
      {Access::write,
       agent_hand_over,
       {.name = "agent hand-over",
        .summary = "Hands an agent's open cases and tasks to another, or routes each of the cases anew.",
        .arguments = {an_agent},
        .options = {{"--to", "AGENT", "Who gets them; whoever fits best if not given."}},
        .example = "rapport shop.book agent hand-over Zoé --to Kim"}},
      {Access::write,
       problem_open,
       {.name = "problem open",
        .summary = "Writes down a problem: the common cause of several cases.",
        .arguments = {{"NAME", "What it is called, in one line."}},
        .options =
            with_new_fields<&Problem::product, &Problem::severity, &Problem::owner, &Problem::symptom,
                            &Problem::impact, &Problem::root_cause, &Problem::workaround,
                            &Problem::prevention, &Problem::prevention_due, &Problem::found_at>({zone}),
        .example = "rapport shop.book problem open \"Certificate expired\" --symptom \"Backups end with "
                   "error 60\""}},
      {Access::write,
       problem_link,
       {.name = "problem link",
        .summary = "Says that cases come from a problem.",
        .arguments = {a_problem, {a_case.name, a_case.sentence, Count::many}},
        .example = "rapport shop.book problem link \"Certificate expired\" T-17 T-18"}},
      {Access::write,
       problem_tell,
       {.name = "problem tell",
        .summary = "Tells the customers whom a problem affects its resolution or, while there is none, its "
                   "workaround.",
        .arguments = {a_problem},
        .options = with_fields<&ProblemNotice::told, &Interaction::channel, &Interaction::subject,
                               &Interaction::body, &Interaction::agent, &Interaction::at>(
            {{"--customer", "CUSTOMER",
              "Only this one; everybody affected who was not told that yet if not given.", "", true},
             zone}),
        .example =
            "rapport shop.book problem tell \"Certificate expired\" --channel phone --customer C0007"}},
      {Access::write,
       problem_resolve,
       {.name = "problem resolve",
        .summary = "Says that a problem is done, and what was done.",
        .arguments = {a_problem, {"TEXT", "What was done."}},
        .options = {{"--cases", "", "Resolves its open cases, too."}},
        .example =
            "rapport shop.book problem resolve \"Certificate expired\" \"There is a new one\" --cases"}},
      {Access::read,
       problem_due,
       {.name = "problem due",
        .summary = "Lists the problems of which it is time to check that their prevention worked.",
        .options = {{"--on", "DATE", "On this day or before; today if not given."}, zone},
        .example = "rapport shop.book problem due --on 2026-12-31"}},
      {Access::read,
       problem_list,
       {.name = "problem list",
        .summary = "Lists problems; an option without a value, as --owner=, asks for those that have none.",
        .options = with_fields<&Problem::product, &Problem::severity, &Problem::owner>(of_list()),
        .example = "rapport shop.book problem list --severity critical --where \"resolved_at == null\""}},
      {Access::read,
       problem_show,
       {.name = "problem show",
        .summary = "Shows everything about one problem: whom it affects, who was told what, and its cases.",
        .arguments = {a_problem},
        .options = {zone},
        .example = "rapport shop.book problem show \"Certificate expired\""}},
      {Access::read,
       calendar,
       {.name = "calendar",
        .summary = "Shows when a calendar is open, in its own zone.",
        .arguments = {a_calendar},
        .options = {{"--add", "DURATION", "Only says when so much open time has passed, as PT4H."},
                    {"--from", "WHEN", "From this day or instant on; from now on if not given."},
                    {"--limit", "N", "Shows at most N of the coming days that differ.", "10"}},
        .example = "rapport shop.book calendar Paris --add PT4H"}},
      {Access::write,
       holidays,
       {.name = "holidays",
        .summary = "Closes a calendar on the days of an iCalendar file; days that it lists stay as they are.",
        .arguments = {a_calendar, {"FILE", "Whole-day events, as calendar programs export them."}},
        .options = {{"--from", "DATE", "From this day on; from the beginning of this year if not given."},
                    {"--until", "DATE", "Up to this day; for ten more years if not given."}},
        .example = "rapport shop.book holidays Paris france.ics --until 2030-12-31"},
       check_holidays},
      {Access::read,
       history,
       {.name = "history",
        .summary = "Shows every change of one record, newest first.",
        .arguments = {{"KIND", "A kind of record, or a customer."},
                      {"RECORD", "An id, or what the record is called.", Count::optional}},
        .options = {zone},
        .example = "rapport shop.book history C0007"}},
      {Access::read,
       log,
       {.name = "log",
        .summary = "Lists the newest commits, or those after a number.",
        .options = {{"--after", "N", "The commits after this number."}, limit("50"), zone},
        .example = "rapport shop.book log --limit 10"}},
      {Access::read,
       touched,
       {.name = "touched",
        .summary = "Lists the records that an import wrote.",
        .arguments = {{"BATCH", "The import's id, as import shows it."}},
        .options = {{"--after", "N", "The changes after this number."}, limit("50")},
        .example = "rapport shop.book touched 0190163d-8694-739b-aea5-966c26f8ad91"}},
      {Access::read,
       verify,
       {.name = "verify",
        .summary = "Proves that nobody altered the journal or the records behind its back.",
        .options = {{"--head", "N:HASH",
                     "A head that an earlier verify showed; the journal must lead to it."}},
        .example = "rapport shop.book verify"}},
      {Access::write,
       add,
       {.name = "add",
        .summary = "Adds a record.",
        .arguments = {kind, assignments},
        .options = {calling_code},
        .example = "rapport shop.book add customer name=Acme country=FR"}},
      {Access::write,
       update,
       {.name = "update",
        .summary = "Changes fields of a record.",
        .arguments = {kind, record, assignments},
        .options = {calling_code},
        .example = "rapport shop.book update customer Acme industry=food --reason \"said so\""}},
      {Access::write,
       remove,
       {.name = "remove",
        .summary = "Deletes a record; what refers to it still finds it.",
        .arguments = {kind, record},
        .example = "rapport shop.book remove customer Acme"}},
      {Access::none,
       kinds,
       {.name = "kinds",
        .summary = "Explains the kinds of records and their fields; the book need not be there.",
        .arguments = {{"KIND",
                       "Explains the fields of this one, and what else a column of an import can go to.",
                       Count::optional}},
        .example = "rapport shop.book kinds customer"}},
      {Access::none,
       schema,
       {.name = "schema",
        .summary = "Prints the tables of a book as SQL; the book need not be there.",
        .example = "rapport shop.book schema"}},
      {Access::none,
       demo,
       {.name = "demo",
        .summary = "Fills a new book with a folder, or with the log of a help desk, and asks it questions.",
        .arguments = {{"FOLDER", "CSV files; examples/data if not given.", Count::optional}},
        .options = {{"--currency", "CODE",
                     "The currency of amounts that name none; else that of the folder's data_dictionary.csv.",
                     "EUR"},
                    {"--incidents", "FILE", "Replays this log of a help desk, as CSV, instead of a folder."},
                    {"--policy", "FILE", "What the help desk promises.", "examples/policies/help_desk.json"},
                    {"--rules", "FILE", "Rules that are tried out on it.", "examples/rules/escalation.json"},
                    {"--zone", "ZONE", "The zone of the log's times, as in Europe/Lisbon.", "UTC"}},
        .example = "rapport demo.book demo examples/data"}},
  };
  return all;
}

const std::vector<Entry>& entries() {
  static const std::vector<Entry> all = [] {
    std::vector<Entry> joined = other_entries();
    joined.insert(joined.end(), rule_entries().begin(), rule_entries().end());
    return joined;
  }();
  return all;
}

void need_calling_code(std::string_view code) {
  if (code.empty() || (code.size() > 1 && code[0] == '+' &&
                       code.find_first_not_of("0123456789", 1) == std::string_view::npos))
    return;
  throw UsageError(Code::invalid,
                   fmt::format("{}: write a country's calling code as in +33", calling_code.name));
}

const Entry& entry_of(const Arguments& arguments) {
  return *std::ranges::find(entries(), arguments.verb()->name,
                            [](const Entry& each) { return each.verb.name; });
}

}  // namespace

const Grammar& grammar() {
  static const Grammar made("rapport", "The SQLite of customer relationships.", [] {
    std::vector<Verb> verbs;
    for (const Entry& each : entries()) verbs.push_back(each.verb);
    return verbs;
  }());
  return made;
}

Book open_book(const Arguments& arguments, Access access, Options options) {
  const std::string& name = arguments.book();
  if (arguments.knows(calling_code.name)) options.calling_code = arguments.text(calling_code.name);
  need_calling_code(options.calling_code);
  if (name == ":memory:") return Book::in_memory(std::move(options));
  options.create = access == Access::create;
  options.read_only = access == Access::read;
  std::error_code ignored;
  if (!options.create && !std::filesystem::exists(name, ignored))
    throw Error(Code::io,
                fmt::format("there is no book {0}; rapport {0} open makes one", terminal::one_line(name)));
  return Book::open(name, std::move(options));
}

int run(const Arguments& arguments, const terminal::Screen& screen, Book& book) {
  if (arguments.flag("--actor")) book.act_as(find_one<Agent>(book, arguments.text("--actor")));
  Call call(arguments, screen, &book);
  return entry_of(arguments).answer(call);
}

int run(const Arguments& arguments, const terminal::Screen& screen) {
  const Entry& entry = entry_of(arguments);
  if (entry.check) entry.check(arguments);
  if (entry.access == Access::none || is_only_plan(arguments)) {
    Call call(arguments, screen, nullptr);
    return entry.answer(call);
  }
  Book book = open_book(arguments, entry.access);
  const int status = run(arguments, screen, book);
  book.close();
  return status;
}

}  // namespace rapport::command
