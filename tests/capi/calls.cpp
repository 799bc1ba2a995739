#include "calls.hpp"

#include <cstring>
#include <filesystem>

#include "support/files.hpp"
#include "support/incident_lines.hpp"

namespace rapport::test {

namespace {

// A clock that goes on, and random bytes that are the same each run.
std::int64_t tick(void* data) { return *static_cast<std::int64_t*>(data) += 1'000'000; }
std::int64_t now_us = 1'763'974'800'000'000;
std::int32_t fill(void* data, std::uint8_t* bytes, std::size_t count) {
  auto& state = *static_cast<std::uint64_t*>(data);
  for (std::size_t i = 0; i < count; ++i)
    bytes[i] = static_cast<std::uint8_t>((state = state * 6364136223846793005u + 1442695040888963407u) >> 56);
  return 0;
}
std::uint64_t random_state = 1;

void count_destroyed(void*) { ++destroyed_data; }

void need(std::int32_t code, const rapport_error* error) {
  if (code < 0) throw Broken(std::string("the world could not be made: ") + rapport_error_message(error));
}

rapport_text text_of(const std::string& text) { return {text.data(), text.size()}; }

}  // namespace

rapport_record* World::add(std::int32_t kind, const char* json) {
  rapport_record* record = nullptr;
  rapport_error* error = nullptr;
  need(rapport_record_new(kind, &record, &error), error);
  need(rapport_record_set_json(record, rapport_text_of(json), &error), error);
  need(rapport_add(book, record, nullptr, &error), error);
  keep(record);
  keep_id_of(record);
  return record;
}

void World::keep_id_of(const rapport_record* record) {
  rapport_id id;
  if (rapport_record_id(record, &id, nullptr) == RAPPORT_OK && ids.size() < 40) ids.push_back(id);
}

World::World() {
  ids.reserve(40);
  rapport_open_options options = RAPPORT_OPEN_OPTIONS_INIT;
  options.clock = tick;
  options.clock_data = &now_us;
  options.random = fill;
  options.random_data = &random_state;
  rapport_error* error = nullptr;
  need(rapport_book_open_in_memory(&options, &book, &error), error);
  keep(book);
  add(RAPPORT_KIND_TEAM, R"({"name": "Support"})");
  add(RAPPORT_KIND_AGENT, R"({"name": "Zoe"})");
  rapport_record* calendar =
      add(RAPPORT_KIND_CALENDAR, R"({"name": "Always", "zone": "UTC", "hours": "mon-sun 00:00-24:00"})");
  rapport_record* acme = add(RAPPORT_KIND_CUSTOMER, R"({"name": "Acme"})");
  rapport_id id;
  rapport_record_id(acme, &id, nullptr);
  rapport_string* as_text = nullptr;
  rapport_text text;
  rapport_id_to_text(id, &as_text, nullptr);
  rapport_string_text(as_text, &text, nullptr);
  const std::string customer(text.data, text.length);
  keep(as_text);
  add(RAPPORT_KIND_CASE, (R"({"customer": ")" + customer + R"(", "subject": "No backups"})").c_str());
  add(RAPPORT_KIND_INTERACTION, (R"({"customer": ")" + customer + R"(", "subject": "A call"})").c_str());
  add(RAPPORT_KIND_PROBLEM, R"({"name": "Full disk", "workaround": "Make room"})");

  // One object of each type, so that each can be given where another is expected.
  const rapport_text everything = rapport_text_of("name != ''");
  rapport_cursor* cursor = nullptr;
  need(rapport_find(book, RAPPORT_KIND_CUSTOMER, everything, nullptr, &cursor, &error), error);
  keep(cursor);
  rapport_records* records = nullptr;
  need(rapport_cursor_records(cursor, 10, &records, &error), error);
  keep(records);
  rapport_expression* expression = nullptr;
  need(rapport_expression_new(book, RAPPORT_KIND_CUSTOMER, everything, &expression, &error), error);
  keep(expression);
  rapport_table* table = nullptr;
  need(rapport_kinds(&table, &error), error);
  keep(table);
  rapport_opening_hours* hours = nullptr;
  need(rapport_opening_hours_new(calendar, &hours, &error), error);
  keep(hours);
  write_file("customers.csv", "name,email\nBeta,b@beta.example\n");
  rapport_import_plan* plan = nullptr;
  need(rapport_import_plan_new(book, rapport_text_of("customers.csv"), rapport_text_of("customer"), &plan,
                               &error),
       error);
  keep(plan);
  write_file(
      "log.csv",
      log_of({{}, {.state = "Active", .at = "1/2/2016 10:00"}, {.state = "Closed", .at = "1/2/2016 11:00"}}));
  rapport_incident_log* log = nullptr;
  need(rapport_incident_log_open(rapport_text_of("log.csv"), rapport_no_text(), nullptr, nullptr, &log,
                                 &error),
       error);
  keep(log);
  rapport_replay* replay = nullptr;
  need(rapport_replay_new(book, log, &replay, &error), error);
  keep(replay);

  texts_ = {
      "",
      "Acme",
      "name != ''",
      "customer",
      "name",
      "case_state",
      "customers.csv",
      "log.csv",
      "folder",
      "Europe/Paris",
      "priority == 'urgent'",
      "{\"name\": \"Beta\"}",
      "b@beta.example",
      "12:00",
      "subject",
      "\xff\xfe",
      std::string(3000, 'x'),
      std::string("a\0b", 3),
      R"({"rule": {"name": "R", "of": "case", "on": "opened"}, "actions": [{"verb": "set_level", "value": "level + 1"}]})",
      R"({"level": {"name": "L"}, "targets": [{"amount": "PT8H"}]})"};
}

World::~World() {
  // In the wrong order, as garbage collectors do.
  std::apply(
      [](auto&... all) {
        (
            [&] {
              for (auto* each : all) free_handle(each);
            }(),
            ...);
      },
      handles_.all);
}

std::string World::head() const {
  rapport_string* head = nullptr;
  rapport_text text = rapport_no_text();
  std::string made;
  if (rapport_journal_head(book, &head, nullptr) == RAPPORT_OK &&
      rapport_string_text(head, &text, nullptr) == RAPPORT_OK)
    made.assign(text.data, text.length);
  rapport_string_free(head);
  return made;
}

bool World::is_intact() const {
  rapport_table* verification = nullptr;
  rapport_string* json = nullptr;
  rapport_text text = rapport_no_text();
  const bool read = rapport_journal_verify(book, rapport_no_text(), nullptr, nullptr, &verification,
                                           nullptr) == RAPPORT_OK &&
                    rapport_table_to_json(verification, &json, nullptr) == RAPPORT_OK &&
                    rapport_string_text(json, &text, nullptr) == RAPPORT_OK;
  const bool intact = read && std::strstr(text.data, "\"findings\":[]") != nullptr;
  if (!intact) std::fprintf(stderr, "%s\n", read ? text.data : "the journal could not be read");
  rapport_string_free(json);
  rapport_table_free(verification);
  return intact;
}

// ---- Arguments

template <class T>
T* Arguments::handle() {
  if (spoil_this()) {
    is_spoilt = true;
    return one_of(2) == 0 ? nullptr : world_.wrong<T>(choose_);
  }
  auto& pool = world_.pool<T>();
  // The book whose head is watched, mostly.
  return pool[std::is_same_v<T, rapport_book> ? 0 : one_of(pool.size())];
}

template <class T>
T* Arguments::out(T nothing) {
  spoil_this();  // NULL is allowed for results of verbs, so it is chosen at random only
  if (one_of(8) == 0) return nullptr;
  T* place = store<T>(T{});
  std::memset(static_cast<void*>(place), 0x5a, sizeof(T));
  is_empty.push_back([place, nothing] { return std::memcmp(place, &nothing, sizeof(T)) == 0; });
  return place;
}

template <class T>
T** Arguments::out_handle() {
  spoil_this();
  if (one_of(8) == 0) return nullptr;
  T** place = store<T*>(reinterpret_cast<T*>(0x5a5a));
  is_empty.push_back([place] { return *place == nullptr; });
  results.push_back([this, place] {
    if (!*place) return;
    if constexpr (std::is_same_v<T, rapport_record>) world_.keep_id_of(*place);
    world_.keep(*place);
  });
  return place;
}

template <class T>
const T* Arguments::options(T good) {
  if (spoil_this()) {
    is_spoilt = true;
    struct Longer {
      T known;
      char unknown[16];
    };
    auto* longer = store(Longer{good, {}});
    const bool too_short = one_of(2) == 0;
    longer->known.struct_size = too_short ? static_cast<std::uint32_t>(one_of(sizeof(T))) : sizeof(Longer);
    longer->unknown[one_of(16)] = 1;
    return &longer->known;
  }
  return one_of(3) == 0 ? nullptr : store(good);
}

namespace {

std::int32_t stop_sometimes(void*, std::int64_t done, std::int64_t) { return done == 3 ? 1 : 0; }
std::int32_t on_call(void*, rapport_reference, const rapport_record* firing, rapport_text* trouble) {
  std::int32_t kind = 0;
  *trouble = rapport_text_of("the test refuses");
  return rapport_record_kind(firing, &kind, nullptr) == RAPPORT_OK && kind == RAPPORT_KIND_FIRING ? 0 : 1;
}
std::int32_t on_delivery(void*, const rapport_record*, rapport_text*) { return 0; }
std::int32_t on_prepare(void*, rapport_book* scratch) {
  std::int64_t count = 0;
  return rapport_count(scratch, RAPPORT_KIND_CASE, rapport_no_text(), &count, nullptr);
}

// The numbers of fields that calls ask for, with some that no kind has.
constexpr std::int32_t fields[] = {RAPPORT_CUSTOMER_NAME,
                                   RAPPORT_CUSTOMER_ID,
                                   RAPPORT_CUSTOMER_OWNER,
                                   RAPPORT_CASE_SUBJECT,
                                   RAPPORT_CASE_STATE,
                                   RAPPORT_INTERACTION_BODY,
                                   RAPPORT_CASE_VERSION,
                                   RAPPORT_CUSTOMER_FOUNDED,
                                   RAPPORT_CUSTOMER_ANNUAL_REVENUE,
                                   RAPPORT_PROBLEM_NAME,
                                   RAPPORT_CALENDAR_HOURS,
                                   RAPPORT_INTERACTION_PARTICIPANTS,
                                   RAPPORT_INTERACTION_AT,
                                   RAPPORT_INTERACTION_ABOUT,
                                   RAPPORT_AGENT_NAME,
                                   0,
                                   -1,
                                   INT32_MAX};

}  // namespace

template <class P>
P Arguments::take_inner() {
  if constexpr (std::is_same_v<P, rapport_text>) {
    return text_of(world_.texts()[one_of(world_.texts().size())]);
  } else if constexpr (std::is_same_v<P, rapport_id>) {
    // The first are those of the world, one of each kind.
    if (one_of(6) == 0) return rapport_no_id();
    return world_.ids[one_of(one_of(2) == 0 ? 7 : world_.ids.size())];
  } else if constexpr (std::is_same_v<P, rapport_reference>) {
    return {static_cast<std::int32_t>(one_of(32)), take_inner<rapport_id>()};
  } else if constexpr (std::is_same_v<P, std::int32_t>) {
    constexpr std::int32_t odd[] = {-1, INT32_MAX, INT32_MIN, 1000};
    if (one_of(3) == 0) return fields[one_of(std::size(fields))];
    if (one_of(8) == 0) return odd[one_of(std::size(odd))];
    return static_cast<std::int32_t>(one_of(one_of(2) == 0 ? 6 : 31));
  } else if constexpr (std::is_same_v<P, std::int64_t>) {
    constexpr std::int64_t odd[] = {-1, INT64_MAX, INT64_MIN, 20261122, 1'763'974'800'000'000, 3'600'000'000,
                                    0};
    return one_of(2) == 0 ? odd[one_of(std::size(odd))] : static_cast<std::int64_t>(one_of(50));
  } else if constexpr (std::is_same_v<P, rapport_value>) {
    rapport_value value =
        rapport_value_integer(static_cast<std::int32_t>(one_of(20)), take_inner<std::int64_t>());
    // Pointers must be good ones.
    if (value.type == RAPPORT_TYPE_TEXT) value.as.text = take_inner<rapport_text>();
    if (value.type == RAPPORT_TYPE_IDS) value.as.list = {world_.ids.data(), one_of(world_.ids.size())};
    if (value.type == RAPPORT_TYPE_REFERENCES)
      value.as.list = {array<rapport_reference>(), one_of(World::most)};
    if (value.type == RAPPORT_TYPE_REFERENCE)
      value = rapport_value_reference(take_inner<rapport_reference>());
    if (value.type == RAPPORT_TYPE_MONEY) value = rapport_value_money(100, one_of(2) == 0 ? "EUR" : "eu");
    return value;
  } else if constexpr (std::is_same_v<P, rapport_column>) {
    constexpr rapport_column good[] = {
        {RAPPORT_CUSTOMER_NAME, RAPPORT_TYPE_TEXT, nullptr, nullptr},
        {RAPPORT_CUSTOMER_ID, RAPPORT_TYPE_ID, nullptr, nullptr},
        {RAPPORT_CUSTOMER_ANNUAL_REVENUE, RAPPORT_TYPE_MONEY, nullptr, nullptr}};
    rapport_column column = good[one_of(std::size(good))];
    if (one_of(8) == 0) column.type = static_cast<std::int32_t>(one_of(20));
    if (one_of(8) == 0) column.field = take_inner<std::int32_t>();
    auto* place = store(std::vector<rapport_value>(World::most + 1));
    column.values = place->data();
    return column;
  } else if constexpr (std::is_same_v<P, rapport_clock_event>) {
    return {take_inner<std::int64_t>(), static_cast<std::int32_t>(one_of(10)),
            static_cast<std::uint32_t>(one_of(3)), RAPPORT_ABSENT};
  } else if constexpr (std::is_same_v<P, const rapport_record*>) {
    auto& pool = world_.pool<rapport_record>();
    return pool[one_of(pool.size())];
  } else if constexpr (std::is_same_v<P, const rapport_terms*>) {
    rapport_terms terms = RAPPORT_TERMS_INIT;
    terms.hours = world_.pool<rapport_opening_hours>().front();
    terms.amount_us = take_inner<std::int64_t>();
    return store(terms);
  }
}

template <class P>
P Arguments::take() {
  using T = std::remove_const_t<std::remove_pointer_t<P>>;
  if constexpr (std::is_same_v<P, rapport_error**>) {
    return &error;
  } else if constexpr (std::is_same_v<P, rapport_text>) {
    if (spoil_this()) {
      is_spoilt = true;
      return {nullptr, 5};
    }
    return take_inner<P>();
  } else if constexpr (std::is_same_v<P, rapport_id> || std::is_same_v<P, rapport_reference> ||
                       std::is_same_v<P, std::int32_t> || std::is_same_v<P, std::int64_t>) {
    spoil_this();
    return take_inner<P>();
  } else if constexpr (std::is_same_v<P, std::size_t>) {
    spoil_this();
    return one_of(World::most + 1);  // a count of an array, of rows with room, or an index
  } else if constexpr (std::is_same_v<P, bool>) {
    spoil_this();
    return one_of(2) == 0;
  } else if constexpr (std::is_same_v<P, std::int32_t*> || std::is_same_v<P, std::size_t*> ||
                       std::is_same_v<P, bool*>) {
    return out<T>(T{});
  } else if constexpr (std::is_same_v<P, std::int64_t*>) {
    // Counts are 0 and instants absent.
    std::int64_t* place = out<std::int64_t>(0);
    if (place) is_empty.back() = [place] { return *place == 0 || *place == RAPPORT_ABSENT; };
    return place;
  } else if constexpr (std::is_same_v<P, rapport_text*>) {
    return out<rapport_text>(rapport_no_text());
  } else if constexpr (std::is_same_v<P, rapport_id*>) {
    return out<rapport_id>(rapport_no_id());
  } else if constexpr (std::is_same_v<P, rapport_value*>) {
    // The array of get_many is left as it is.
    spoil_this();
    return one_of(8) == 0 ? nullptr : store(std::vector<rapport_value>(World::most + 1))->data();
  } else if constexpr (std::is_same_v<P, const std::int32_t*> || std::is_same_v<P, const rapport_value*> ||
                       std::is_same_v<P, const rapport_id*> || std::is_same_v<P, const rapport_column*> ||
                       std::is_same_v<P, const rapport_clock_event*>) {
    spoil_this();
    return array<T>();
  } else if constexpr (std::is_same_v<P, const rapport_record* const*>) {
    spoil_this();
    return array<const rapport_record*>();
  } else if constexpr (std::is_same_v<P, const rapport_terms* const*>) {
    spoil_this();
    return array<const rapport_terms*>();
  } else if constexpr (std::is_same_v<P, const rapport_because*>) {
    rapport_because because = RAPPORT_BECAUSE_INIT;
    because.reason = rapport_text_of("the test");
    return options(because);
  } else if constexpr (std::is_same_v<P, const rapport_open_options*>) {
    rapport_open_options open = RAPPORT_OPEN_OPTIONS_INIT;
    ++given_data;
    open.clock_data = &now_us;
    open.clock = tick;
    open.clock_destroy = count_destroyed;
    const rapport_open_options* made = options(open);
    // Options that nobody gets, or that are not as they should be, have nothing to give back.
    if (!made || made->struct_size < sizeof(rapport_open_options)) --given_data;
    return made;
  } else if constexpr (std::is_same_v<P, const rapport_find_options*>) {
    return options(rapport_find_options RAPPORT_FIND_OPTIONS_INIT);
  } else if constexpr (std::is_same_v<P, const rapport_timeline_options*>) {
    return options(rapport_timeline_options RAPPORT_TIMELINE_OPTIONS_INIT);
  } else if constexpr (std::is_same_v<P, const rapport_move_details*>) {
    return options(rapport_move_details RAPPORT_MOVE_DETAILS_INIT);
  } else if constexpr (std::is_same_v<P, const rapport_event_details*>) {
    return options(rapport_event_details RAPPORT_EVENT_DETAILS_INIT);
  } else if constexpr (std::is_same_v<P, const rapport_queue_options*>) {
    return options(rapport_queue_options RAPPORT_QUEUE_OPTIONS_INIT);
  } else if constexpr (std::is_same_v<P, const rapport_telling*>) {
    return options(rapport_telling RAPPORT_TELLING_INIT);
  } else if constexpr (std::is_same_v<P, const rapport_measure_options*>) {
    return options(rapport_measure_options RAPPORT_MEASURE_OPTIONS_INIT);
  } else if constexpr (std::is_same_v<P, const rapport_search_options*>) {
    return options(rapport_search_options RAPPORT_SEARCH_OPTIONS_INIT);
  } else if constexpr (std::is_same_v<P, const rapport_import_options*>) {
    return options(rapport_import_options RAPPORT_IMPORT_OPTIONS_INIT);
  } else if constexpr (std::is_same_v<P, rapport_progress>) {
    spoil_this();
    return one_of(3) == 0 ? stop_sometimes : nullptr;
  } else if constexpr (std::is_same_v<P, rapport_rule_function>) {
    if (spoil_this()) {
      is_spoilt = true;
      return nullptr;
    }
    return on_call;
  } else if constexpr (std::is_same_v<P, rapport_delivery_function>) {
    if (spoil_this()) {
      is_spoilt = true;
      return nullptr;
    }
    return on_delivery;
  } else if constexpr (std::is_same_v<P, rapport_prepare_function>) {
    if (spoil_this()) {
      is_spoilt = true;
      return nullptr;
    }
    return on_prepare;
  } else if constexpr (std::is_same_v<P, void (*)(void*)>) {
    spoil_this();
    ++given_data;
    return count_destroyed;
  } else if constexpr (std::is_same_v<P, void*>) {
    spoil_this();
    return nullptr;
  } else if constexpr (std::is_pointer_v<std::remove_pointer_t<P>>) {
    return out_handle<std::remove_pointer_t<std::remove_pointer_t<P>>>();
  } else if constexpr (std::is_same_v<P, const rapport_error*>) {
    return nullptr;
  } else if constexpr (std::is_same_v<P, const rapport_import_plan*>) {
    // Absent for an import as the file is guessed, so NULL is not always wrong.
    spoil_this();
    return world_.pool<rapport_import_plan>().front();
  } else {
    return handle<T>();
  }
}

const std::vector<Function>& functions() {
  static const std::vector<Function> all = {
#define RAPPORT_FUNCTION(function)                                       \
  {#function, parameter_count(&function),                                \
   [](World& world, const Choose& choose, int spoil, bool& was_spoilt) { \
     return call(world, choose, &function, spoil, was_spoilt);           \
   }},
#include "functions.inc"
#undef RAPPORT_FUNCTION
  };
  return all;
}

bool ends_the_world(const std::string& name) {
  return name == "rapport_book_close" || name == "rapport_transaction_begin" ||
         name == "rapport_book_act_as" || name == "rapport_book_interrupt" ||
         name == "rapport_book_set_deadline_us";
}

}  // namespace rapport::test
