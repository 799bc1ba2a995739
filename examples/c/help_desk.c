/* A help desk: a customer, a promise of time, a case from the first word to the answer, and what stays of it. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "rapport.h"

static rapport_error* error = NULL;

/* Says what went wrong and stops; a code of 1 (nothing more to give) is not wrong. */
static int32_t need(int32_t code) {
  if (code < 0) {
    fprintf(stderr, "%s: %s\n", rapport_code_name(code), rapport_error_message(error));
    exit(1);
  }
  return code;
}

static rapport_record* new_record(int32_t kind) {
  rapport_record* record = NULL;
  need(rapport_record_new(kind, &record, &error));
  return record;
}

static void set(rapport_record* record, int32_t field, rapport_value value) {
  need(rapport_record_set(record, field, &value, &error));
}

static void set_text(rapport_record* record, int32_t field, const char* text) {
  set(record, field, rapport_value_text(rapport_text_of(text)));
}

static rapport_id id_of(const rapport_record* record) {
  rapport_id id;
  need(rapport_record_id(record, &id, &error));
  return id;
}

/* Prints each row of a table as JSON, and frees it. */
static void show(const char* what, rapport_table* table) {
  rapport_string* json = NULL;
  rapport_text text;
  need(rapport_table_to_json(table, &json, &error));
  need(rapport_string_text(json, &text, &error));
  printf("%s: %s\n", what, text.data);
  rapport_string_free(json);
  rapport_table_free(table);
}

/* The clock of this example: a Monday morning, and a minute more each time somebody looks at it. */
static int64_t tick(void* data) {
  int64_t* now_us = data;
  *now_us += 60000000;
  return *now_us;
}

int main(void) {
  int64_t now_us = 1763974800000000; /* 2025-11-24T09:00:00Z */
  rapport_open_options options = RAPPORT_OPEN_OPTIONS_INIT;
  rapport_book* book = NULL;
  options.clock = tick;
  options.clock_data = &now_us;
  need(rapport_book_open(rapport_text_of("help_desk.rapport"), &options, &book, &error));

  /* Who is there. */
  rapport_record* zoe = new_record(RAPPORT_KIND_AGENT);
  set_text(zoe, RAPPORT_AGENT_NAME, "Zoe");
  need(rapport_add(book, zoe, NULL, &error));
  rapport_record* acme = new_record(RAPPORT_KIND_CUSTOMER);
  set_text(acme, RAPPORT_CUSTOMER_NAME, "Acme");
  need(rapport_add(book, acme, NULL, &error));

  /* What we promise: an answer within an hour. */
  rapport_record* level = new_record(RAPPORT_KIND_SERVICE_LEVEL);
  set_text(level, RAPPORT_SERVICE_LEVEL_NAME, "Standard");
  rapport_record* target = new_record(RAPPORT_KIND_TARGET);
  set(target, RAPPORT_TARGET_KIND,
      rapport_value_integer(RAPPORT_TYPE_ENUMERATION, RAPPORT_TARGET_KIND_FIRST_RESPONSE));
  set(target, RAPPORT_TARGET_AMOUNT, rapport_value_integer(RAPPORT_TYPE_DURATION, INT64_C(3600000000)));
  const rapport_record* const targets[] = {target};
  need(rapport_service_level_adopt(book, level, targets, 1, NULL, NULL, NULL, &error));

  /* A case, from the first word to the answer. */
  rapport_record* opened = new_record(RAPPORT_KIND_CASE);
  set(opened, RAPPORT_CASE_CUSTOMER, rapport_value_id(id_of(acme)));
  set(opened, RAPPORT_CASE_KIND, rapport_value_integer(RAPPORT_TYPE_ENUMERATION, RAPPORT_CASE_KIND_PROBLEM));
  set_text(opened, RAPPORT_CASE_SUBJECT, "No backups since Monday");
  need(rapport_case_open(book, opened, NULL, &error));
  const rapport_id of = id_of(opened);
  need(rapport_case_assign(book, of, rapport_no_id(), id_of(zoe), NULL, NULL, NULL, &error));

  rapport_record* said = new_record(RAPPORT_KIND_INTERACTION);
  set(said, RAPPORT_INTERACTION_CHANNEL,
      rapport_value_integer(RAPPORT_TYPE_ENUMERATION, RAPPORT_CHANNEL_EMAIL));
  set(said, RAPPORT_INTERACTION_DIRECTION,
      rapport_value_integer(RAPPORT_TYPE_ENUMERATION, RAPPORT_DIRECTION_OUTBOUND));
  set_text(said, RAPPORT_INTERACTION_BODY, "We are looking into it.");
  need(rapport_case_reply(book, of, said, NULL, &error));

  rapport_because because = RAPPORT_BECAUSE_INIT;
  because.reason = rapport_text_of("larger disk");
  rapport_record* resolved = NULL;
  need(rapport_case_resolve(book, of, rapport_text_of("The disk was full."), NULL, &because, &resolved,
                            &error));
  int64_t resolved_at_us = 0;
  if (rapport_get_case_resolved_at(resolved, &resolved_at_us))
    printf("resolved at %" PRId64 " us\n", resolved_at_us);

  /* A verb that makes no sense is refused, says why, and leaves nothing behind. */
  if (rapport_case_move(book, of, RAPPORT_CASE_STATE_WAITING_CUSTOMER, NULL, NULL, NULL, &error) ==
      RAPPORT_NOT_ALLOWED) {
    printf("refused: %s\n", rapport_error_detail(error));
    rapport_error_free(error);
    error = NULL;
  }

  /* What stays: how the promises stand, everything that was said, by columns. */
  int32_t standing = 0;
  int64_t at_us = 0;
  need(rapport_book_now(book, &at_us, &error));
  need(rapport_case_standing(book, of, at_us, &standing, &error));
  printf("promises: %s\n", standing == RAPPORT_STANDING_FULFILLED ? "kept" : "not kept");

  rapport_cursor* cursor = NULL;
  rapport_text bodies[10];
  int64_t instants[10];
  const rapport_column columns[] = {{RAPPORT_INTERACTION_AT, RAPPORT_TYPE_INSTANT, instants, NULL},
                                    {RAPPORT_INTERACTION_BODY, RAPPORT_TYPE_TEXT, bodies, NULL}};
  size_t got = 0;
  need(rapport_find(book, RAPPORT_KIND_INTERACTION, rapport_text_of("channel == 'email'"), NULL, &cursor,
                    &error));
  while (need(rapport_cursor_read(cursor, columns, 2, 10, &got, &error)) == RAPPORT_OK)
    for (size_t i = 0; i < got; ++i) printf("said at %" PRId64 " us: %s\n", instants[i], bodies[i].data);
  rapport_cursor_free(cursor);

  rapport_table* table = NULL;
  need(rapport_journal_verify(book, rapport_no_text(), NULL, NULL, &table, &error));
  show("journal", table);

  rapport_record_free(resolved);
  rapport_record_free(said);
  rapport_record_free(opened);
  rapport_record_free(target);
  rapport_record_free(level);
  rapport_record_free(acme);
  rapport_record_free(zoe);
  need(rapport_book_close(book, &error));
  rapport_book_free(book);
  return 0;
}
