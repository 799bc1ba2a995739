/* What foreign languages rely on: sizes and offsets of everything that passes the interface, for C and for C++ alike.
 * The library's side is asserted in capi/src/values.cpp. Sizes are those of 64-bit machines. */
#include "rapport.h"

#ifdef __cplusplus
#define ASSERT static_assert
#else
#define ASSERT _Static_assert
#endif

#define SIZE(type, size) ASSERT(sizeof(type) == (size), #type " changed its size")
#define PLACE(type, member, place) ASSERT(offsetof(type, member) == (place), #type "." #member " moved")

SIZE(rapport_text, 16);
PLACE(rapport_text, length, 8);
SIZE(rapport_id, 16);
SIZE(rapport_reference, 20);
PLACE(rapport_reference, id, 4);
SIZE(rapport_money, 16);
PLACE(rapport_money, currency, 8);
SIZE(rapport_list, 16);
PLACE(rapport_list, count, 8);
SIZE(rapport_value, 24);
PLACE(rapport_value, kind, 4);
PLACE(rapport_value, as, 8);
SIZE(rapport_column, 24);
PLACE(rapport_column, values, 8);
PLACE(rapport_column, present, 16);

SIZE(rapport_because, 48);
PLACE(rapport_because, reason, 8);
PLACE(rapport_because, commit, 24);
PLACE(rapport_because, cause, 32);
SIZE(rapport_open_options, 144);
PLACE(rapport_open_options, busy_timeout_us, 16);
PLACE(rapport_open_options, calling_code, 32);
PLACE(rapport_open_options, clock, 48);
PLACE(rapport_open_options, random, 72);
PLACE(rapport_open_options, log, 96);
PLACE(rapport_open_options, interrupt, 120);
SIZE(rapport_find_options, 32);
PLACE(rapport_find_options, after, 16);
SIZE(rapport_timeline_options, 32);
PLACE(rapport_timeline_options, limit, 8);
PLACE(rapport_timeline_options, after, 16);
SIZE(rapport_move_details, 56);
PLACE(rapport_move_details, effective_at_us, 16);
PLACE(rapport_move_details, reason, 24);
PLACE(rapport_move_details, evidence, 40);
SIZE(rapport_event_details, 32);
PLACE(rapport_event_details, at_us, 8);
PLACE(rapport_event_details, reason, 16);
SIZE(rapport_queue_options, 48);
PLACE(rapport_queue_options, limit, 8);
PLACE(rapport_queue_options, team, 16);
PLACE(rapport_queue_options, assignee, 32);
SIZE(rapport_terms, 40);
PLACE(rapport_terms, amount_us, 8);
PLACE(rapport_terms, hours, 32);
SIZE(rapport_clock_event, 24);
PLACE(rapport_clock_event, due_at_us, 16);
SIZE(rapport_telling, 32);
PLACE(rapport_telling, customers, 8);
PLACE(rapport_telling, said, 24);
SIZE(rapport_measure_options, 40);
PLACE(rapport_measure_options, from_us, 8);
PLACE(rapport_measure_options, zone, 24);
SIZE(rapport_search_options, 16);
PLACE(rapport_search_options, limit, 8);
SIZE(rapport_import_options, 128);
PLACE(rapport_import_options, rejects, 16);
PLACE(rapport_import_options, thousands, 64);
PLACE(rapport_import_options, progress, 112);

/* Every _INIT macro begins with the size of its struct. */
int main(void) {
  const rapport_because because = RAPPORT_BECAUSE_INIT;
  const rapport_open_options open = RAPPORT_OPEN_OPTIONS_INIT;
  const rapport_find_options find = RAPPORT_FIND_OPTIONS_INIT;
  const rapport_timeline_options timeline = RAPPORT_TIMELINE_OPTIONS_INIT;
  const rapport_move_details move = RAPPORT_MOVE_DETAILS_INIT;
  const rapport_event_details event = RAPPORT_EVENT_DETAILS_INIT;
  const rapport_queue_options queue = RAPPORT_QUEUE_OPTIONS_INIT;
  const rapport_terms terms = RAPPORT_TERMS_INIT;
  const rapport_telling telling = RAPPORT_TELLING_INIT;
  const rapport_measure_options measure = RAPPORT_MEASURE_OPTIONS_INIT;
  const rapport_search_options search = RAPPORT_SEARCH_OPTIONS_INIT;
  const rapport_import_options imported = RAPPORT_IMPORT_OPTIONS_INIT;
  const int all_right = because.struct_size == sizeof because && open.struct_size == sizeof open &&
                        find.struct_size == sizeof find && timeline.struct_size == sizeof timeline &&
                        move.struct_size == sizeof move && event.struct_size == sizeof event &&
                        queue.struct_size == sizeof queue && terms.struct_size == sizeof terms &&
                        telling.struct_size == sizeof telling && measure.struct_size == sizeof measure &&
                        search.struct_size == sizeof search && imported.struct_size == sizeof imported;
  return all_right && rapport_abi() >= RAPPORT_ABI ? 0 : 1;
}
