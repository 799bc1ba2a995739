/* rapport.h: the whole of rapport for programs in any language.
 *
 * rapport keeps, in one process and one file, who the customers are, where each relationship stands, everything
 * that was said, promised and complained about, and what must be done about it and when. This header is the manual
 * of its C interface; what the kinds and fields mean stands in rapport_fields.h, which is written from the same
 * descriptions as the library itself, and in docs/records.md.
 *
 *   rapport_book* book = NULL;
 *   rapport_error* error = NULL;
 *   if (rapport_book_open(rapport_text_of("acme.rapport"), NULL, &book, &error) < 0) {
 *     fprintf(stderr, "%s\n", rapport_error_message(error));
 *     rapport_error_free(error);
 *   }
 *   rapport_record* acme = NULL;
 *   rapport_record_new(RAPPORT_KIND_CUSTOMER, &acme, NULL);
 *   rapport_value name = rapport_value_text(rapport_text_of("Acme"));
 *   rapport_record_set(acme, RAPPORT_CUSTOMER_NAME, &name, NULL);
 *   if (rapport_add(book, acme, NULL, &error) == RAPPORT_OK) ...
 *   rapport_record_free(acme);
 *   rapport_book_free(book);
 *
 * Conventions. They hold for every function; below stands only what is particular to one.
 *
 *  1. Results. Functions return an int32_t: 0 (RAPPORT_OK) done; 1 (RAPPORT_DONE) nothing is wrong, but there is
 *     nothing (more) to give; below zero an error, in bands: -1xx the call, -2xx records, -3xx refused by a policy
 *     or an invariant, -4xx the file, -5xx the library. Numbers are permanent. Exceptions to this rule are the
 *     functions that free, and those that read an error.
 *  2. Errors. The last parameter, where there is one, is NULL or gets an error object that says more: the whole
 *     sentence, and kind, record and field. It belongs to the caller, to no thread and to no book: free it with
 *     rapport_error_free(). It is set to NULL when nothing is wrong. Texts never quote the value of a field that
 *     holds personal data.
 *  3. A call that fails has done nothing: the book is as it was, arguments are as they were, and results are NULL,
 *     0 or RAPPORT_ABSENT. Results are set to that first, and to what they shall be last. Where a result is not
 *     wanted its pointer may be NULL. Each call that writes is one transaction and one commit of the journal.
 *  4. Ownership. What a function gives out through a pointer to a pointer is the caller's: free it with the _free
 *     function of its type. Freeing NULL is no error. Objects may be freed in any order: what they need of one
 *     another they keep. Never call free() on anything of the library.
 *  5. Borrowed. Text, lists, records and tables inside a value live as long as what they were read from: a record
 *     until it is next changed or freed, a cursor until it is next read or freed, lists of records, tables, strings
 *     and errors until they are freed. Borrowed records may be changed and given to calls; freeing one does nothing.
 *     What a call is given it only reads while it runs, unless it says otherwise.
 *  6. Text is UTF-8 with its length in bytes; it need not end in a NUL on the way in, and has one behind its length
 *     on the way out.
 *  7. Instants are microseconds since 1970-01-01T00:00Z and durations are microseconds; names of both end in _us.
 *     Days are whole numbers: 20261122; a part of a partial date that is not known is 0, as in 512 for the twelfth
 *     of May. Money is an integer of minor units and an ISO 4217 currency. Years run from 1 to 9999.
 *  8. Absent. RAPPORT_ABSENT stands for no instant and no duration, sixteen zeros for no id, kind 0 for no
 *     reference, 0 for no value of an enumeration, a length of 0 for no text.
 *  9. Enumerations, kinds and fields are int32_t numbers, named in rapport_fields.h. The number of a field holds
 *     its kind in the upper 16 bits, so that a field of another kind is refused. A value that a newer version named
 *     reads as 0, is kept by updates, and cannot be written.
 * 10. Options are structs that begin with struct_size, which the _INIT macro sets. A library that is older than the
 *     program refuses options that it does not know, unless they are zero; a newer one uses its defaults for those
 *     that the program does not know. NULL stands for the defaults.
 * 11. Threads. Books, records, lists, tables, cursors, expressions, plans, logs and replays are each used by one
 *     thread at a time; a book that another thread is using refuses the call with RAPPORT_MISUSE. Open as many books
 *     as you like, in threads and processes, on one file. Errors, strings and opening hours never change and may be
 *     read by any number of threads. Only rapport_book_interrupt() may be called while another thread uses the book.
 * 12. Processes. A book does not pass a fork: in the child every call refuses it with RAPPORT_FORKED, and freeing
 *     it frees nothing. Open another one.
 * 13. Callbacks are called on the thread that called the library. They may call the library with the same book
 *     where it says so. Their data pointer is theirs; a destroy function, where it is not NULL, is called once, when
 *     the callback will never be called again, also when the call that was given it failed.
 * 14. Actors. Verbs are the acting agent's (rapport_book_act_as); personal notes of others are out of its sight.
 *
 * Functions come and go by the rules of docs/capi-policy.md, which dates every one of them.
 */
#ifndef RAPPORT_H
#define RAPPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(_WIN32)
#define RAPPORT_API
#else
#define RAPPORT_API __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Codes ------------------------------------------------------------------------------------------------- */

enum {
  RAPPORT_OK = 0,
  RAPPORT_DONE = 1,                 /* nothing (more) to give: no such value, the end of a cursor */
  RAPPORT_INVALID = -100,           /* a value that the field's description does not allow */
  RAPPORT_UNKNOWN_NAME = -101,      /* no such field, kind, value of an enumeration, column or verb */
  RAPPORT_MISUSE = -102,            /* a call that makes no sense now; NULL, or an object of another type */
  RAPPORT_FORKED = -103,            /* the book was opened by the parent process */
  RAPPORT_NOT_FOUND = -200,         /* no record with this id */
  RAPPORT_MISSING_REFERENCE = -201, /* a field refers to a record that does not exist */
  RAPPORT_DUPLICATE = -202,         /* another live record already has this value */
  RAPPORT_CONFLICT = -203,          /* the record changed since it was read */
  RAPPORT_NOT_ALLOWED = -300,       /* a policy or an invariant refuses; the message lists what is allowed */
  RAPPORT_BUSY = -400,              /* another writer holds the file; trying again can help */
  RAPPORT_FULL = -401,              /* the disk is full */
  RAPPORT_READ_ONLY = -402,         /* the file, or the book, may not be written */
  RAPPORT_NOT_A_BOOK = -403,        /* the file is something else */
  RAPPORT_NEWER_FORMAT = -404,      /* the file was written by a newer rapport */
  RAPPORT_CORRUPT = -405,           /* the file is damaged */
  RAPPORT_IO = -406,                /* the operating system refused to read or write */
  RAPPORT_INTERRUPTED = -407,       /* the host asked to stop, or the deadline has passed */
  RAPPORT_INTERNAL = -500,          /* a mistake in rapport; please report it */
  RAPPORT_OUT_OF_MEMORY = -501
};

#define RAPPORT_ABSENT INT64_MIN

/* ---- Values ------------------------------------------------------------------------------------------------ */

/* Types of fields, columns and values, and which member of rapport_value holds them. A column of a cursor is an
 * array of the C type that stands last. */
enum {
  RAPPORT_TYPE_NOTHING = 0,
  RAPPORT_TYPE_BOOLEAN = 1,      /* integer, 0 or 1; uint8_t */
  RAPPORT_TYPE_INTEGER = 2,      /* integer; int64_t */
  RAPPORT_TYPE_REAL = 3,         /* real; double */
  RAPPORT_TYPE_TEXT = 4,         /* text; rapport_text */
  RAPPORT_TYPE_ENUMERATION = 5,  /* integer; int32_t */
  RAPPORT_TYPE_ID = 6,           /* id; rapport_id */
  RAPPORT_TYPE_INSTANT = 7,      /* integer, microseconds; int64_t */
  RAPPORT_TYPE_DURATION = 8,     /* integer, microseconds; int64_t */
  RAPPORT_TYPE_DATE = 9,         /* integer, as in 20261122; int64_t */
  RAPPORT_TYPE_PARTIAL_DATE = 10, /* integer, with 0 for what is not known; int64_t */
  RAPPORT_TYPE_MONEY = 11,       /* money; rapport_money */
  RAPPORT_TYPE_REFERENCE = 12,   /* id, and kind beside it; rapport_reference */
  RAPPORT_TYPE_IDS = 13,         /* list of rapport_id; rapport_list */
  RAPPORT_TYPE_REFERENCES = 14,  /* list of rapport_reference; rapport_list */
  /* In tables only: */
  RAPPORT_TYPE_RECORD = 15,  /* record, borrowed from the table */
  RAPPORT_TYPE_RECORDS = 16, /* records, borrowed from the table */
  RAPPORT_TYPE_TABLE = 17    /* table, borrowed from the table */
};

/* Opaque objects, each with its _free function. */
typedef struct rapport_book rapport_book;
typedef struct rapport_record rapport_record;               /* one record of any kind, in memory */
typedef struct rapport_records rapport_records;             /* a list of records */
typedef struct rapport_table rapport_table;                 /* rows of values, the answer to a question */
typedef struct rapport_cursor rapport_cursor;               /* a search that is read piece by piece */
typedef struct rapport_expression rapport_expression;       /* a checked CEL expression */
typedef struct rapport_string rapport_string;               /* a text that was made for the caller */
typedef struct rapport_error rapport_error;                 /* what went wrong in one call */
typedef struct rapport_opening_hours rapport_opening_hours; /* a business calendar, ready to count by */
typedef struct rapport_import_plan rapport_import_plan;     /* what becomes of a file's columns */
typedef struct rapport_incident_log rapport_incident_log;   /* the log of another help desk */
typedef struct rapport_replay rapport_replay;               /* such a log, being done again in a book */

typedef struct rapport_text {
  const char* data; /* may be NULL when the length is 0 */
  size_t length;    /* in bytes */
} rapport_text;

typedef struct rapport_id {
  uint8_t bytes[16];
} rapport_id;

typedef struct rapport_reference {
  int32_t kind;
  rapport_id id;
} rapport_reference;

typedef struct rapport_money {
  int64_t minor;    /* cents, yen, millimes */
  char currency[4]; /* three capital letters and a NUL */
  uint8_t zero[4];
} rapport_money;

typedef struct rapport_list {
  const void* items; /* of type rapport_id or rapport_reference */
  size_t count;
} rapport_list;

typedef struct rapport_value {
  int32_t type;
  int32_t kind; /* of a reference; else 0 */
  union {
    int64_t integer;
    double real;
    rapport_text text;
    rapport_id id;
    rapport_money money;
    rapport_list list;
    rapport_record* record;
    rapport_records* records;
    const rapport_table* table;
    uint8_t bytes[16];
  } as;
} rapport_value;

/* Where one column of a cursor goes. `values` is an array with as many items as rows are asked for, of the C type
 * of the field's type (above). `present`, which may be NULL, says for each row with 1 or 0 whether there is a value;
 * where there is none the item is zero. */
typedef struct rapport_column {
  int32_t field;
  int32_t type; /* the field's; checked */
  void* values;
  uint8_t* present;
} rapport_column;

/* Why a verb is called. All of it is optional. A verb fails with RAPPORT_MISSING_REFERENCE for a commit or a cause
 * that is not there, RAPPORT_INVALID for a reason beyond 2,000 code points. */
typedef struct rapport_because {
  uint32_t struct_size;
  int32_t cause_kind;  /* with `cause`: the record (an import, a rule) that led to it */
  rapport_text reason; /* in words */
  int64_t commit;      /* the commit that led to it; 0 for none */
  rapport_id cause;
} rapport_because;
#define RAPPORT_BECAUSE_INIT \
  { sizeof(rapport_because), 0, {NULL, 0}, 0, {{0}} }

/* A callback that hears how much of how much is done; anything but 0 stops the call, which then fails with
 * RAPPORT_INTERRUPTED. It may ask the book, but call no verb. */
typedef int32_t (*rapport_progress)(void* data, int64_t done, int64_t all);

static inline rapport_text rapport_text_of(const char* literal) {
  rapport_text text;
  text.data = literal;
  text.length = 0;
  while (literal && literal[text.length] != '\0') ++text.length;
  return text;
}
static inline rapport_text rapport_no_text(void) { return rapport_text_of(NULL); }
static inline rapport_id rapport_no_id(void) {
  rapport_id id = {{0}};
  return id;
}
static inline rapport_value rapport_value_nothing(void) {
  rapport_value value = {RAPPORT_TYPE_NOTHING, 0, {0}};
  return value;
}
/* For every type that stands in `integer`: booleans, numbers of enumerations, instants, durations, days. */
static inline rapport_value rapport_value_integer(int32_t type, int64_t integer) {
  rapport_value value = rapport_value_nothing();
  value.type = type;
  value.as.integer = integer;
  return value;
}
static inline rapport_value rapport_value_real(double real) {
  rapport_value value = rapport_value_nothing();
  value.type = RAPPORT_TYPE_REAL;
  value.as.real = real;
  return value;
}
static inline rapport_value rapport_value_text(rapport_text text) {
  rapport_value value = rapport_value_nothing();
  value.type = RAPPORT_TYPE_TEXT;
  value.as.text = text;
  return value;
}
static inline rapport_value rapport_value_id(rapport_id id) {
  rapport_value value = rapport_value_nothing();
  value.type = RAPPORT_TYPE_ID;
  value.as.id = id;
  return value;
}
static inline rapport_value rapport_value_money(int64_t minor, const char currency[4]) {
  rapport_value value = rapport_value_nothing();
  value.type = RAPPORT_TYPE_MONEY;
  value.as.money.minor = minor;
  value.as.money.currency[0] = currency[0];
  value.as.money.currency[1] = currency[1];
  value.as.money.currency[2] = currency[2];
  value.as.money.currency[3] = '\0';
  return value;
}
static inline rapport_value rapport_value_reference(rapport_reference reference) {
  rapport_value value = rapport_value_nothing();
  value.type = RAPPORT_TYPE_REFERENCE;
  value.kind = reference.kind;
  value.as.id = reference.id;
  return value;
}

/* ---- The library ------------------------------------------------------------------------------------------- */

/* "0.1.0", of the library that runs; it may be newer than this header. */
RAPPORT_API const char* rapport_version(void);
/* The highest number of the interface that the library has; a program needs at least RAPPORT_ABI of its header. */
#define RAPPORT_ABI 1
RAPPORT_API int32_t rapport_abi(void);
/* "missing_reference"; "" for a number that is no code. */
RAPPORT_API const char* rapport_code_name(int32_t code);

/* ---- Errors ------------------------------------------------------------------------------------------------ */

/* Each may be asked of NULL: code 0 and empty texts. Texts end in a NUL and live as long as the error. */
RAPPORT_API int32_t rapport_error_code(const rapport_error* error);
/* The whole sentence, with the place in front: "customer 0190..., field name: is empty; give a name". */
RAPPORT_API const char* rapport_error_message(const rapport_error* error);
/* The sentence without its place. */
RAPPORT_API const char* rapport_error_detail(const rapport_error* error);
/* Where the trouble is: "customer", the record's id as text, "name"; each may be empty. */
RAPPORT_API const char* rapport_error_kind(const rapport_error* error);
RAPPORT_API const char* rapport_error_record(const rapport_error* error);
RAPPORT_API const char* rapport_error_field(const rapport_error* error);
/* SQLite's extended result code; 0 when it was not SQLite. */
RAPPORT_API int32_t rapport_error_storage_code(const rapport_error* error);
RAPPORT_API void rapport_error_free(rapport_error* error);

/* ---- Strings ----------------------------------------------------------------------------------------------- */

RAPPORT_API int32_t rapport_string_text(const rapport_string* string, rapport_text* text, rapport_error** error);
RAPPORT_API void rapport_string_free(rapport_string* string);

/* An id as its 36 characters, and the reverse. */
RAPPORT_API int32_t rapport_id_to_text(rapport_id id, rapport_string** text, rapport_error** error);
RAPPORT_API int32_t rapport_id_from_text(rapport_text text, rapport_id* id, rapport_error** error);

/* ---- Books ------------------------------------------------------------------------------------------------- */

enum {
  RAPPORT_DURABILITY_FULL = 0,  /* what was acknowledged survives a power cut */
  RAPPORT_DURABILITY_NORMAL = 1 /* the newest commits may be lost in a power cut, never the book's consistency */
};
enum { RAPPORT_LOG_INFORMATION = 0, RAPPORT_LOG_WARNING = 1, RAPPORT_LOG_ERROR = 2 };

/* What a book takes from the outside world. With a fixed clock and a seeded random source the same calls give the
 * same file, byte for byte. */
typedef struct rapport_open_options {
  uint32_t struct_size;
  int32_t durability;
  int32_t must_exist;       /* 1: do not make the file when there is none */
  int32_t read_only;        /* 1: refuse every verb */
  int64_t busy_timeout_us;  /* how long to wait for another writer */
  int64_t page_cache_bytes; /* most memory for pages of the file */
  rapport_text calling_code; /* put before telephone numbers without one, as +33; empty: they are kept as they are */
  /* The present instant, in microseconds; NULL: the system's clock. */
  int64_t (*clock)(void* data);
  void* clock_data;
  void (*clock_destroy)(void* data);
  /* Fills the bytes and returns 0; anything else is RAPPORT_IO. NULL: the operating system's. */
  int32_t (*random)(void* data, uint8_t* bytes, size_t count);
  void* random_data;
  void (*random_destroy)(void* data);
  /* Hears of trouble with the file, of verbs rolled back half-way, of books made and migrated; never the value of a
   * field. It may not call the library. The code is that of an error, else 0. */
  void (*log)(void* data, int32_t level, int32_t code, rapport_text message);
  void* log_data;
  void (*log_destroy)(void* data);
  /* Asked every few thousand steps of the database, about ten times a millisecond, whether to stop: anything but 0
   * ends the call with RAPPORT_INTERRUPTED. It may not call the library. */
  int32_t (*interrupt)(void* data);
  void* interrupt_data;
  void (*interrupt_destroy)(void* data);
} rapport_open_options;
#define RAPPORT_OPEN_OPTIONS_INIT                                                                        \
  {                                                                                                      \
    sizeof(rapport_open_options), RAPPORT_DURABILITY_FULL, 0, 0, 5000000, 67108864, {NULL, 0},           \
        NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL                           \
  }

/* Opens a book and makes it when there is none. Fails with RAPPORT_NOT_A_BOOK, _NEWER_FORMAT, _CORRUPT,
 * _READ_ONLY, _BUSY, _IO. */
RAPPORT_API int32_t rapport_book_open(rapport_text path, const rapport_open_options* options,
                                      rapport_book** book, rapport_error** error);
/* A book that lives in memory and ends with this object. */
RAPPORT_API int32_t rapport_book_open_in_memory(const rapport_open_options* options, rapport_book** book,
                                                rapport_error** error);
/* Writes what is outstanding and gives the file back; later calls fail with RAPPORT_MISUSE. Closing twice is no
 * error. Fails with RAPPORT_MISUSE while a transaction or another call runs. */
RAPPORT_API int32_t rapport_book_close(rapport_book* book, rapport_error** error);
/* Rolls back what is open. The file is given back when nothing that came from the book needs it any more. */
RAPPORT_API void rapport_book_free(rapport_book* book);
/* From now on verbs are this agent's; no id: the host program's, who sees everything. */
RAPPORT_API int32_t rapport_book_act_as(rapport_book* book, rapport_id agent, rapport_error** error);
RAPPORT_API int32_t rapport_book_actor(rapport_book* book, rapport_id* agent, rapport_error** error);
/* The present instant by the book's clock. */
RAPPORT_API int32_t rapport_book_now(rapport_book* book, int64_t* now_us, rapport_error** error);
/* Each later call is given at most so long, waiting for other writers included, and then ends with
 * RAPPORT_INTERRUPTED; 0 or RAPPORT_ABSENT: as long as it takes. What counts is time spent in the database. */
RAPPORT_API int32_t rapport_book_set_deadline_us(rapport_book* book, int64_t deadline_us, rapport_error** error);
/* Ends the call that runs, or else the next one that reads or writes much, with RAPPORT_INTERRUPTED. Any thread may
 * call it, also while another uses the book; the book must not be freed meanwhile. */
RAPPORT_API int32_t rapport_book_interrupt(rapport_book* book, rapport_error** error);

/* Between begin and commit verbs are one transaction and one commit. A verb that fails leaves nothing behind and
 * the others go on. Transactions may be nested; an inner one that is rolled back leaves nothing behind and the outer
 * goes on. Commit and roll_back fail with RAPPORT_MISUSE when there is no transaction, and, inside a callback, for
 * one that was begun outside of it. A commit that fails has rolled back. */
RAPPORT_API int32_t rapport_transaction_begin(rapport_book* book, const rapport_because* because,
                                              rapport_error** error);
RAPPORT_API int32_t rapport_transaction_commit(rapport_book* book, rapport_error** error);
RAPPORT_API int32_t rapport_transaction_roll_back(rapport_book* book, rapport_error** error);

/* ---- Descriptions ------------------------------------------------------------------------------------------ */

/* Every kind: number, name, plural, sentence, since. */
RAPPORT_API int32_t rapport_kinds(rapport_table** kinds, rapport_error** error);
/* The fields of a kind: number, name, sentence, type (a number of RAPPORT_TYPE_), type_name, is_optional, refers_to
 * (the number of a kind, or 0), enumeration (its name), longest, lowest, highest, is_unique, is_indexed,
 * is_searchable, is_personal, is_derived, is_fixed, is_natural_key, since. */
RAPPORT_API int32_t rapport_kind_fields(int32_t kind, rapport_table** fields, rapport_error** error);
/* The values of an enumeration by its name, as case_state: number, name, sentence. */
RAPPORT_API int32_t rapport_enumeration_values(rapport_text enumeration, rapport_table** values,
                                               rapport_error** error);
/* By name or plural. Fails with RAPPORT_UNKNOWN_NAME and the nearest name. */
RAPPORT_API int32_t rapport_kind_named(rapport_text name, int32_t* kind, rapport_error** error);
RAPPORT_API int32_t rapport_field_named(int32_t kind, rapport_text name, int32_t* field, rapport_error** error);

/* ---- Records ----------------------------------------------------------------------------------------------- */

/* A record in memory, with the defaults of its kind. It belongs to no book. */
RAPPORT_API int32_t rapport_record_new(int32_t kind, rapport_record** record, rapport_error** error);
RAPPORT_API int32_t rapport_record_copy(const rapport_record* record, rapport_record** copy,
                                        rapport_error** error);
RAPPORT_API void rapport_record_free(rapport_record* record);
RAPPORT_API int32_t rapport_record_kind(const rapport_record* record, int32_t* kind, rapport_error** error);
/* No id before the record is stored. */
RAPPORT_API int32_t rapport_record_id(const rapport_record* record, rapport_id* id, rapport_error** error);
/* A field's value, RAPPORT_TYPE_NOTHING when it is absent. */
RAPPORT_API int32_t rapport_record_get(const rapport_record* record, int32_t field, rapport_value* value,
                                       rapport_error** error);
RAPPORT_API int32_t rapport_record_get_many(const rapport_record* record, const int32_t* fields, size_t count,
                                            rapport_value* values, rapport_error** error);
/* Sets a field; nothing makes it absent. Fails with RAPPORT_INVALID for a value of another type, for nothing where
 * the field is required, and for a number that the enumeration does not have. What else is wrong is found when the
 * record is written. id, version and deleted_at are the library's and are refused with RAPPORT_NOT_ALLOWED. */
RAPPORT_API int32_t rapport_record_set(rapport_record* record, int32_t field, const rapport_value* value,
                                       rapport_error** error);
RAPPORT_API int32_t rapport_record_set_many(rapport_record* record, const int32_t* fields,
                                            const rapport_value* values, size_t count, rapport_error** error);
/* The record as a JSON object on one line, fields by their names, absent ones left out. */
RAPPORT_API int32_t rapport_record_to_json(const rapport_record* record, rapport_string** json,
                                           rapport_error** error);
/* Sets the fields that a JSON object names; null makes one absent. */
RAPPORT_API int32_t rapport_record_set_json(rapport_record* record, rapport_text json, rapport_error** error);

/* Lists of records. */
RAPPORT_API int32_t rapport_records_count(const rapport_records* records, size_t* count, rapport_error** error);
/* Borrowed. */
RAPPORT_API int32_t rapport_records_at(rapport_records* records, size_t index, rapport_record** record,
                                       rapport_error** error);
RAPPORT_API void rapport_records_free(rapport_records* records);

/* Adds the record, which becomes what is stored: with its id, its version and what the book filled in. Fails with
 * RAPPORT_INVALID, _MISSING_REFERENCE, _DUPLICATE, _NOT_ALLOWED, _BUSY, _FULL. */
RAPPORT_API int32_t rapport_add(rapport_book* book, rapport_record* record, const rapport_because* because,
                                rapport_error** error);
/* The record, also when it is deleted. Fails with RAPPORT_NOT_FOUND. */
RAPPORT_API int32_t rapport_fetch(rapport_book* book, int32_t kind, rapport_id id, rapport_record** record,
                                  rapport_error** error);
/* Writes the fields that differ from what is stored, if nobody wrote the record since it was read; it becomes what
 * is stored. Fails with RAPPORT_NOT_FOUND, _CONFLICT, _INVALID, _MISSING_REFERENCE, _DUPLICATE, _NOT_ALLOWED. */
RAPPORT_API int32_t rapport_update(rapport_book* book, rapport_record* record, const rapport_because* because,
                                   rapport_error** error);
/* Deletes the record if nobody wrote it since it was read; it becomes its tombstone. Deleting again is no error. */
RAPPORT_API int32_t rapport_remove(rapport_book* book, rapport_record* record, const rapport_because* because,
                                   rapport_error** error);
/* Every change of the record, newest first: what, by which commit, and its fields (a table: field, before, after,
 * as texts). Fails with RAPPORT_NOT_FOUND. */
RAPPORT_API int32_t rapport_history(rapport_book* book, int32_t kind, rapport_id id, rapport_table** history,
                                    rapport_error** error);
/* The record as it was at an instant; RAPPORT_DONE when it had not been added yet. */
RAPPORT_API int32_t rapport_as_of(rapport_book* book, int32_t kind, rapport_id id, int64_t at_us,
                                  rapport_record** record, rapport_error** error);

/* ---- Finding ----------------------------------------------------------------------------------------------- */

typedef struct rapport_find_options {
  uint32_t struct_size;
  int32_t order_field; /* an indexed or unique field; 0: by id, which is the order of adding */
  int32_t descending;
  int32_t include_deleted;
  rapport_text after; /* where to begin: what rapport_cursor_position() gave; empty: at the beginning */
} rapport_find_options;
#define RAPPORT_FIND_OPTIONS_INIT \
  { sizeof(rapport_find_options), 0, 0, 0, {NULL, 0} }

/* The live records of a kind that an expression is true of; every one for an empty expression. The language is CEL
 * over the fields by their names (docs/expressions.md). Fails with RAPPORT_INVALID and the place in the text. What is
 * wrong with `order_field` and `after` is said by the first read. */
RAPPORT_API int32_t rapport_find(rapport_book* book, int32_t kind, rapport_text expression,
                                 const rapport_find_options* options, rapport_cursor** cursor,
                                 rapport_error** error);
RAPPORT_API int32_t rapport_count(rapport_book* book, int32_t kind, rapport_text expression, int64_t* count,
                                  rapport_error** error);

/* A checked expression, to use again and again; and that of a segment, which is kept in the book by a name. Fails
 * with RAPPORT_INVALID, RAPPORT_NOT_FOUND. */
RAPPORT_API int32_t rapport_expression_new(rapport_book* book, int32_t kind, rapport_text text,
                                           rapport_expression** expression, rapport_error** error);
RAPPORT_API int32_t rapport_expression_of_segment(rapport_book* book, int32_t kind, rapport_text name,
                                                  rapport_expression** expression, rapport_error** error);
RAPPORT_API int32_t rapport_expression_find(rapport_expression* expression, const rapport_find_options* options,
                                            rapport_cursor** cursor, rapport_error** error);
RAPPORT_API int32_t rapport_expression_count(rapport_expression* expression, int64_t* count, rapport_error** error);
/* Whether it is true of a record, which need not be stored. */
RAPPORT_API int32_t rapport_expression_holds(rapport_expression* expression, const rapport_record* record,
                                             bool* holds, rapport_error** error);
/* How a search by it is done, one row: sql, values (a table: value), afterwards, fields (a table:
 * value). */
RAPPORT_API int32_t rapport_expression_explain(rapport_expression* expression, rapport_table** explanation,
                                               rapport_error** error);
RAPPORT_API void rapport_expression_free(rapport_expression* expression);

/* Fills the caller's arrays with the columns of the next rows, at most so many (1 to 10,000); `got` says how many
 * came. RAPPORT_DONE when there are no more. Only the fields that are asked for are read. Each piece is one state of
 * the book; between pieces others may write: no record comes twice, none that stays is missed. */
RAPPORT_API int32_t rapport_cursor_read(rapport_cursor* cursor, const rapport_column* columns,
                                        size_t column_count, size_t rows, size_t* got, rapport_error** error);
/* The next records as a list, at most so many (1 to 10,000). RAPPORT_DONE and no list when there are no more. */
RAPPORT_API int32_t rapport_cursor_records(rapport_cursor* cursor, size_t rows, rapport_records** records,
                                           rapport_error** error);
/* Where the next piece begins, for rapport_find_options.after of a later search in the same order; empty when there
 * are no more. */
RAPPORT_API int32_t rapport_cursor_position(const rapport_cursor* cursor, rapport_text* position,
                                            rapport_error** error);
RAPPORT_API void rapport_cursor_free(rapport_cursor* cursor);

/* ---- Tables ------------------------------------------------------------------------------------------------ */

/* The answer to a question: a row for each thing, a column for each thing that is known of it, named as the members
 * of the C++ structures of include/rapport (parts of parts with a point between them, as commit.number). A list of plain
 * values has the one column `value`. Columns keep their names and types; new ones come behind the others, so find
 * them by name. */
RAPPORT_API int32_t rapport_table_rows(const rapport_table* table, size_t* rows, rapport_error** error);
RAPPORT_API int32_t rapport_table_columns(const rapport_table* table, size_t* columns, rapport_error** error);
RAPPORT_API int32_t rapport_table_column(const rapport_table* table, size_t column, rapport_text* name,
                                         int32_t* type, rapport_error** error);
/* Fails with RAPPORT_UNKNOWN_NAME and the nearest name. */
RAPPORT_API int32_t rapport_table_column_named(const rapport_table* table, rapport_text name, size_t* column,
                                               rapport_error** error);
RAPPORT_API int32_t rapport_table_get(const rapport_table* table, size_t row, size_t column, rapport_value* value,
                                      rapport_error** error);
/* An array of objects; instants, ids and values of enumerations as texts, as in records. */
RAPPORT_API int32_t rapport_table_to_json(const rapport_table* table, rapport_string** json,
                                          rapport_error** error);
RAPPORT_API void rapport_table_free(rapport_table* table);

/* ---- People ------------------------------------------------------------------------------------------------ */

/* Hands the customer to another agent from an instant on (absent: now); no agent ends the present ownership only. */
RAPPORT_API int32_t rapport_customer_hand_over(rapport_book* book, rapport_id customer, rapport_id to,
                                               int64_t at_us, const rapport_because* because,
                                               rapport_record** changed, rapport_error** error);
/* Who owned the customer at an instant; no id for nobody. */
RAPPORT_API int32_t rapport_customer_owner_at(rapport_book* book, rapport_id customer, int64_t at_us,
                                              rapport_id* agent, rapport_error** error);
/* The live contact point that has this address or number, however it is typed, and whose it is; RAPPORT_DONE when
 * there is none. `kind` is a contact_kind. */
RAPPORT_API int32_t rapport_contact_point_find_collision(rapport_book* book, int32_t kind, rapport_text value,
                                                         rapport_record** contact_point, rapport_record** customer,
                                                         rapport_error** error);
/* `purpose` is a purpose, `channel` a contact_kind or 0 for any. */
RAPPORT_API int32_t rapport_customer_has_consented(rapport_book* book, rapport_id customer, int32_t purpose,
                                                   int32_t channel, int64_t at_us, bool* consented,
                                                   rapport_error** error);
/* Everything about one customer, one row: customer, owner (records), contact_points, connections, needs, consents,
 * stage_moves, interactions (lists), with at most so many of the newest interactions. */
RAPPORT_API int32_t rapport_customer_overview(rapport_book* book, rapport_id customer, int64_t interactions,
                                              rapport_table** overview, rapport_error** error);

typedef struct rapport_timeline_options {
  uint32_t struct_size;
  int32_t with_people; /* 1: an organisation's people, too */
  int64_t limit;       /* 1 to 10,000 */
  rapport_text after;  /* the `next` of the page before; empty for the newest */
} rapport_timeline_options;
#define RAPPORT_TIMELINE_OPTIONS_INIT \
  { sizeof(rapport_timeline_options), 0, 50, {NULL, 0} }
/* What happened to a customer, newest first: at, customer, record (a reference), held (the record). `next` is where
 * the next page begins; empty when there is no older entry. */
RAPPORT_API int32_t rapport_customer_timeline(rapport_book* book, rapport_id customer,
                                              const rapport_timeline_options* options, rapport_table** entries,
                                              rapport_string** next, rapport_error** error);
/* What a customer's cases cost, redress included: value, a row for each currency. */
RAPPORT_API int32_t rapport_customer_cost_to_serve(rapport_book* book, rapport_id customer, rapport_table** costs,
                                                   rapport_error** error);

/* ---- Lifecycle --------------------------------------------------------------------------------------------- */

typedef struct rapport_move_details {
  uint32_t struct_size;
  int32_t ended_by;        /* of dissolution: an ended_by */
  int32_t ending_cause;    /* of dissolution: an ending_cause */
  uint32_t zero;
  int64_t effective_at_us; /* absent: now */
  rapport_text reason;     /* the commit's, too, unless the move is a part of a transaction */
  const rapport_reference* evidence;
  size_t evidence_count;
} rapport_move_details;
#define RAPPORT_MOVE_DETAILS_INIT \
  { sizeof(rapport_move_details), 0, 0, 0, RAPPORT_ABSENT, {NULL, 0}, NULL, 0 }

/* Moves a customer to a stage and gives the stage_move. Fails with RAPPORT_NOT_ALLOWED, naming what is allowed. */
RAPPORT_API int32_t rapport_stage_move(rapport_book* book, rapport_id customer, int32_t stage,
                                       const rapport_move_details* details, const rapport_because* because,
                                       rapport_record** move, rapport_error** error);
/* The policy in force, as records of allowed_move. */
RAPPORT_API int32_t rapport_stage_policy(rapport_book* book, rapport_records** moves, rapport_error** error);
/* Replaces it as a whole; no moves: the default policy. */
RAPPORT_API int32_t rapport_stage_replace_policy(rapport_book* book, const rapport_record* const* moves,
                                                 size_t count, const rapport_because* because,
                                                 rapport_error** error);
/* RAPPORT_DONE before the relationship began. */
RAPPORT_API int32_t rapport_stage_at(rapport_book* book, rapport_id customer, int64_t at_us, int32_t* stage,
                                     rapport_error** error);
/* Every stay, oldest first: stage, from, until. */
RAPPORT_API int32_t rapport_stage_spells(rapport_book* book, rapport_id customer, rapport_table** spells,
                                         rapport_error** error);
/* Time spent in each stage up to an instant: stage, time. */
RAPPORT_API int32_t rapport_stage_times(rapport_book* book, rapport_id customer, int64_t until_us,
                                        rapport_table** times, rapport_error** error);
/* What happened in each stage from an instant to another: stage, entered, moved_on, moved_back, ended, present,
 * median_time. */
RAPPORT_API int32_t rapport_stage_funnel(rapport_book* book, int64_t from_us, int64_t until_us,
                                         rapport_table** funnel, rapport_error** error);

/* ---- Cases ------------------------------------------------------------------------------------------------- */

typedef struct rapport_event_details {
  uint32_t struct_size;
  uint32_t zero;
  int64_t at_us;       /* absent: now; what happened earlier may be written down later */
  rapport_text reason; /* the commit's, too, unless the verb is a part of a transaction */
} rapport_event_details;
#define RAPPORT_EVENT_DETAILS_INIT \
  { sizeof(rapport_event_details), 0, RAPPORT_ABSENT, {NULL, 0} }

/* Every verb fails with RAPPORT_NOT_FOUND, and with RAPPORT_NOT_ALLOWED for a case that was merged or deleted. Those
 * that give a case give it as it is afterwards. */

/* The record, a case, becomes what is stored, as with rapport_add(). */
RAPPORT_API int32_t rapport_case_open(rapport_book* book, rapport_record* opened, const rapport_because* because,
                                      rapport_error** error);
/* Adds an interaction about the case, with its customer unless another is named; the record becomes what is
 * stored. */
RAPPORT_API int32_t rapport_case_reply(rapport_book* book, rapport_id of, rapport_record* said,
                                       const rapport_because* because, rapport_error** error);
/* To a case_state. Fails with RAPPORT_NOT_ALLOWED, naming what is allowed from here. */
RAPPORT_API int32_t rapport_case_move(rapport_book* book, rapport_id of, int32_t state,
                                      const rapport_event_details* details, const rapport_because* because,
                                      rapport_record** changed, rapport_error** error);
RAPPORT_API int32_t rapport_case_resolve(rapport_book* book, rapport_id of, rapport_text resolution,
                                         const rapport_event_details* details, const rapport_because* because,
                                         rapport_record** changed, rapport_error** error);
/* Resolves it by saying no, and what we offer instead; empty for nothing. */
RAPPORT_API int32_t rapport_case_refuse(rapport_book* book, rapport_id of, rapport_text why,
                                        rapport_text alternative, const rapport_event_details* details,
                                        const rapport_because* because, rapport_record** changed,
                                        rapport_error** error);
/* The customer says that the answer will do. */
RAPPORT_API int32_t rapport_case_accept(rapport_book* book, rapport_id of, int64_t at_us,
                                        const rapport_because* because, rapport_record** changed,
                                        rapport_error** error);
/* No team, no agent: nobody's. */
RAPPORT_API int32_t rapport_case_assign(rapport_book* book, rapport_id of, rapport_id team, rapport_id assignee,
                                        const rapport_event_details* details, const rapport_because* because,
                                        rapport_record** changed, rapport_error** error);
RAPPORT_API int32_t rapport_case_set_priority(rapport_book* book, rapport_id of, int32_t priority,
                                              const rapport_event_details* details, const rapport_because* because,
                                              rapport_record** changed, rapport_error** error);
RAPPORT_API int32_t rapport_case_set_level(rapport_book* book, rapport_id of, int64_t level,
                                           const rapport_event_details* details, const rapport_because* because,
                                           rapport_record** changed, rapport_error** error);
/* The first goes on in the second. */
RAPPORT_API int32_t rapport_case_merge(rapport_book* book, rapport_id of, rapport_id into,
                                       const rapport_because* because, rapport_record** changed,
                                       rapport_error** error);
RAPPORT_API int32_t rapport_case_unmerge(rapport_book* book, rapport_id of, const rapport_because* because,
                                         rapport_record** changed, rapport_error** error);
/* The case that goes on: the same one unless it was merged. */
RAPPORT_API int32_t rapport_case_survivor(rapport_book* book, rapport_id of, rapport_record** survivor,
                                          rapport_error** error);
/* A new case out of a part of one, and the interactions that are about it; the record becomes what is stored. */
RAPPORT_API int32_t rapport_case_split(rapport_book* book, rapport_id of, rapport_record* part,
                                       const rapport_id* interactions, size_t count, const rapport_because* because,
                                       rapport_error** error);
/* Records of case_event, oldest first; and what was said about it, records of interaction. */
RAPPORT_API int32_t rapport_case_events(rapport_book* book, rapport_id of, rapport_records** events,
                                        rapport_error** error);
RAPPORT_API int32_t rapport_case_said(rapport_book* book, rapport_id of, rapport_records** said,
                                      rapport_error** error);
/* The states that a case may move to from one: value. */
RAPPORT_API int32_t rapport_case_allowed_from(int32_t state, rapport_table** states, rapport_error** error);

/* ---- Opening hours ----------------------------------------------------------------------------------------- */

/* Of a record of kind calendar, which need not be stored. Fails with RAPPORT_INVALID for hours that cannot be read,
 * and for a calendar that never opens. */
RAPPORT_API int32_t rapport_opening_hours_new(const rapport_record* calendar, rapport_opening_hours** hours,
                                              rapport_error** error);
RAPPORT_API int32_t rapport_opening_hours_is_open(const rapport_opening_hours* hours, int64_t at_us, bool* is_open,
                                                  rapport_error** error);
/* The earliest instant by which that much open time has passed; back for a negative amount. */
RAPPORT_API int32_t rapport_opening_hours_add(const rapport_opening_hours* hours, int64_t from_us,
                                              int64_t open_time_us, int64_t* at_us, rapport_error** error);
RAPPORT_API int32_t rapport_opening_hours_between(const rapport_opening_hours* hours, int64_t from_us,
                                                  int64_t to_us, int64_t* open_time_us, rapport_error** error);
RAPPORT_API int32_t rapport_opening_hours_next_open(const rapport_opening_hours* hours, int64_t from_us,
                                                    int64_t* at_us, rapport_error** error);
RAPPORT_API int32_t rapport_opening_hours_previous_close(const rapport_opening_hours* hours, int64_t from_us,
                                                         int64_t* at_us, rapport_error** error);
RAPPORT_API int32_t rapport_opening_hours_next_close(const rapport_opening_hours* hours, int64_t from_us,
                                                     int64_t* at_us, rapport_error** error);
/* The same clock time that many working days later. */
RAPPORT_API int32_t rapport_opening_hours_add_days(const rapport_opening_hours* hours, int64_t from_us,
                                                   int32_t working_days, int64_t* at_us, rapport_error** error);
RAPPORT_API int32_t rapport_opening_hours_end_of_day(const rapport_opening_hours* hours, int64_t from_us,
                                                     int64_t* at_us, rapport_error** error);
RAPPORT_API void rapport_opening_hours_free(rapport_opening_hours* hours);

/* The days of an iCalendar file from one day to another (as in 20261122): day, name. */
RAPPORT_API int32_t rapport_holidays(rapport_text icalendar, int64_t from, int64_t until, rapport_table** holidays,
                                     rapport_error** error);
/* Adds these days to a calendar as closed ones; those that it lists already stay as they are. */
RAPPORT_API int32_t rapport_calendar_add_holidays(rapport_record* calendar, const rapport_table* holidays,
                                                  rapport_error** error);

/* ---- Service levels ---------------------------------------------------------------------------------------- */

/* From now on cases that it fits get this policy: a service_level and its targets. One of the same name is retired
 * and goes on in it, but stays where it says the same. */
RAPPORT_API int32_t rapport_service_level_adopt(rapport_book* book, const rapport_record* level,
                                                const rapport_record* const* targets, size_t target_count,
                                                const rapport_because* because, rapport_record** adopted,
                                                rapport_records** adopted_targets, rapport_error** error);
RAPPORT_API int32_t rapport_service_level_retire(rapport_book* book, rapport_id level,
                                                 const rapport_because* because, rapport_record** retired,
                                                 rapport_error** error);
RAPPORT_API int32_t rapport_service_level_policy(rapport_book* book, rapport_id of, rapport_record** level,
                                                 rapport_records** targets, rapport_error** error);
/* Those that cases get, in the order in which they are tried: level, targets. */
RAPPORT_API int32_t rapport_service_level_policies(rapport_book* book, rapport_table** policies,
                                                   rapport_error** error);
/* "You will have it on Thursday": the instant wins over the policy's. `what` is a target_kind. Gives the clock. */
RAPPORT_API int32_t rapport_case_quote(rapport_book* book, rapport_id of, int32_t what, int64_t due_at_us,
                                       const rapport_event_details* details, const rapport_because* because,
                                       rapport_record** clock, rapport_error** error);
/* Matches the case anew by the present policies and calendars. */
RAPPORT_API int32_t rapport_case_rate(rapport_book* book, rapport_id of, const rapport_event_details* details,
                                      const rapport_because* because, rapport_record** changed,
                                      rapport_error** error);
RAPPORT_API int32_t rapport_case_clocks(rapport_book* book, rapport_id of, rapport_records** clocks,
                                        rapport_error** error);
/* How a clock stands at an instant, one row: state, due_at, breached_at, elapsed, open_elapsed, paused, open_paused,
 * left, open_left. */
RAPPORT_API int32_t rapport_clock_read(rapport_book* book, const rapport_record* clock, int64_t at_us,
                                       rapport_table** reading, rapport_error** error);
/* at, action, terms, due_at. */
RAPPORT_API int32_t rapport_clock_events_of(rapport_book* book, const rapport_record* clock, rapport_table** events,
                                            rapport_error** error);
/* One word for all promises to the customer: a standing. */
RAPPORT_API int32_t rapport_case_standing(rapport_book* book, rapport_id of, int64_t at_us, int32_t* standing,
                                          rapport_error** error);

typedef struct rapport_queue_options {
  uint32_t struct_size;
  uint32_t zero;
  int64_t limit;
  rapport_id team; /* no ids: everybody's */
  rapport_id assignee;
} rapport_queue_options;
#define RAPPORT_QUEUE_OPTIONS_INIT \
  { sizeof(rapport_queue_options), 0, 50, {{0}}, {{0}} }
/* The clocks that run, the one due first in front: clock, left, open_left. */
RAPPORT_API int32_t rapport_clock_queue(rapport_book* book, const rapport_queue_options* options,
                                        rapport_table** queue, rapport_error** error);
/* Writes down which running clocks are beyond their due instant, at most so many, and gives these. */
RAPPORT_API int32_t rapport_clock_check(rapport_book* book, int64_t limit, const rapport_because* because,
                                        rapport_records** late, rapport_error** error);

/* A promise of time, and what happened to it, outside of any book (include/rapport/target_clock.hpp). */
typedef struct rapport_terms {
  uint32_t struct_size;
  int32_t counted_in;     /* a counted_in */
  int64_t amount_us;      /* above zero; of working days: whole days of 24 hours */
  int32_t to_end_of_day;  /* of working days: until that day closes */
  int32_t pauses;         /* a pauses_count; 0: wall time in wall time, the others in open time */
  int32_t quoted_pauses;  /* of an instant that was quoted; 0: as the others */
  uint32_t zero;
  const rapport_opening_hours* hours;
} rapport_terms;
#define RAPPORT_TERMS_INIT \
  { sizeof(rapport_terms), 1, 0, 0, 0, 0, 0, NULL }
typedef struct rapport_clock_event {
  int64_t at_us;
  int32_t action; /* a clock_action */
  uint32_t terms; /* of start and rerate: which of the terms hold */
  int64_t due_at_us; /* of quote; else absent */
} rapport_clock_event;
/* One row, as rapport_clock_read() gives. `terms` are pointers, so that they may grow. */
RAPPORT_API int32_t rapport_terms_read(const rapport_terms* const* terms, size_t term_count,
                                       const rapport_clock_event* events, size_t event_count, int64_t at_us,
                                       rapport_table** reading, rapport_error** error);

/* ---- Routing ----------------------------------------------------------------------------------------------- */

/* Those who fit, the first one first, then those who do not: agent (a record), fits, why, open_cases. */
RAPPORT_API int32_t rapport_case_candidates(rapport_book* book, rapport_id of, rapport_table** candidates,
                                            rapport_error** error);
/* Assigns the case to the first candidate. Fails with RAPPORT_NOT_ALLOWED when nobody fits. */
RAPPORT_API int32_t rapport_case_route(rapport_book* book, rapport_id of, const rapport_because* because,
                                       rapport_record** changed, rapport_error** error);
/* Hands every open case of an agent to another, or without one to whoever else fits; gives the cases. */
RAPPORT_API int32_t rapport_agent_hand_over_cases(rapport_book* book, rapport_id from, rapport_id to,
                                                  const rapport_because* because, rapport_records** cases,
                                                  rapport_error** error);

/* ---- Problems ---------------------------------------------------------------------------------------------- */

/* Says that a case comes from a problem. */
RAPPORT_API int32_t rapport_case_link_problem(rapport_book* book, rapport_id of, rapport_id problem,
                                              const rapport_because* because, rapport_record** changed,
                                              rapport_error** error);
/* Whose cases come from it: customer (a record), cases, open_cases, last_notice (a record, or nothing). */
RAPPORT_API int32_t rapport_problem_affected(rapport_book* book, rapport_id problem, rapport_table** affected,
                                             rapport_error** error);

typedef struct rapport_telling {
  uint32_t struct_size;
  int32_t told; /* a told; 0: the resolution, or while there is none the workaround */
  const rapport_id* customers; /* none: everybody affected who was not told that yet */
  size_t customer_count;
  const rapport_record* said; /* an interaction: how it is said; NULL: by e-mail */
} rapport_telling;
#define RAPPORT_TELLING_INIT \
  { sizeof(rapport_telling), 0, NULL, 0, NULL }
/* Adds for each customer an interaction and a problem_notice; gives the notices. */
RAPPORT_API int32_t rapport_problem_tell(rapport_book* book, rapport_id problem, const rapport_telling* telling,
                                         const rapport_because* because, rapport_records** notices,
                                         rapport_error** error);
/* Writes the resolution down and, where that is wanted, resolves every open case that comes from the problem. */
RAPPORT_API int32_t rapport_problem_resolve(rapport_book* book, rapport_id problem, rapport_text resolution,
                                            bool resolve_cases, const rapport_because* because,
                                            rapport_record** changed, rapport_error** error);
/* Resolved problems whose prevention is to be checked on or before a day (as in 20261122). */
RAPPORT_API int32_t rapport_problem_to_check(rapport_book* book, int64_t on, rapport_records** problems,
                                             rapport_error** error);

/* ---- Measures ---------------------------------------------------------------------------------------------- */

typedef struct rapport_measure_options {
  uint32_t struct_size;
  int32_t by;        /* a grouped_by */
  int64_t from_us;   /* resolved at or after it; absent: ever */
  int64_t until_us;  /* resolved before it; absent: ever */
  rapport_text zone; /* of months; empty: UTC */
} rapport_measure_options;
#define RAPPORT_MEASURE_OPTIONS_INIT \
  { sizeof(rapport_measure_options), 1, RAPPORT_ABSENT, RAPPORT_ABSENT, {NULL, 0} }
/* name, record, cases, reopened; of first_response, resolution and acceptance, each elapsed and open: count, mean,
 * median, p90 (as first_response.elapsed.mean); promises (a table: kind, met, missed). */
RAPPORT_API int32_t rapport_measure_groups(rapport_book* book, const rapport_measure_options* options,
                                           rapport_table** groups, rapport_error** error);
/* Cases that are neither resolved nor closed: name, record, cases, by_age (a table: value, a row for each band up
 * to 1, 3, 7, 30 and 90 days, and one for the rest). from_us and until_us mean nothing here. */
RAPPORT_API int32_t rapport_measure_backlog(rapport_book* book, const rapport_measure_options* options,
                                            rapport_table** groups, rapport_error** error);

/* ---- Rules ------------------------------------------------------------------------------------------------- */

/* From now on the rule fires, with its rule_actions in order; one of the same name is retired and goes on in it, but
 * stays where it says the same. */
RAPPORT_API int32_t rapport_rule_adopt(rapport_book* book, const rapport_record* rule,
                                       const rapport_record* const* actions, size_t action_count,
                                       const rapport_because* because, rapport_record** adopted,
                                       rapport_records** adopted_actions, rapport_error** error);
/* Fails as rapport_rule_adopt() would, and adopts nothing. */
RAPPORT_API int32_t rapport_rule_check(rapport_book* book, const rapport_record* rule,
                                       const rapport_record* const* actions, size_t action_count,
                                       rapport_error** error);
RAPPORT_API int32_t rapport_rule_retire(rapport_book* book, rapport_id rule, const rapport_because* because,
                                        rapport_record** retired, rapport_error** error);
/* Those that may fire, in the order in which they are asked: rule, actions. */
RAPPORT_API int32_t rapport_rules(rapport_book* book, rapport_table** rules, rapport_error** error);
/* Fires what is due and lets escalations climb, at most so many together; one row: firings (records), climbed (ids of
 * escalations), is_more. What was done stays done when it fails. */
RAPPORT_API int32_t rapport_sweep(rapport_book* book, int64_t limit, rapport_table** sweep, rapport_error** error);
/* What failed is due again, as if it had not been tried. */
RAPPORT_API int32_t rapport_firing_again(rapport_book* book, rapport_id firing, const rapport_because* because,
                                         rapport_record** changed, rapport_error** error);
/* When there is something to sweep, which may be over already; RAPPORT_DONE for not as things stand. */
RAPPORT_API int32_t rapport_next_due(rapport_book* book, int64_t* at_us, rapport_error** error);
/* What would fire up to an instant if nothing changes; and each rule about one record: rule (a record), record,
 * prospect, at, firing, trouble, why, holds, values (a table: field, value). */
RAPPORT_API int32_t rapport_rule_forecast(rapport_book* book, int64_t until_us, int64_t limit,
                                          rapport_table** readings, rapport_error** error);
RAPPORT_API int32_t rapport_rule_explain(rapport_book* book, rapport_reference record, rapport_table** readings,
                                         rapport_error** error);
/* The function that rules call by a name. It gets the record and the firing, borrowed, and may call verbs of the
 * book, which are part of the firing; transactions that it begins it must end. It returns 0, or anything else for a
 * failure, which takes the firing back; then it may set `trouble` to a text that lives until the next call of it.
 * What it does outside of the book happens again when the sweep ends before its batch is written; rule, record and
 * occurrence of the firing are the same then. */
typedef int32_t (*rapport_rule_function)(void* data, rapport_reference record, const rapport_record* firing,
                                         rapport_text* trouble);
RAPPORT_API int32_t rapport_rule_on_call(rapport_book* book, rapport_text name, rapport_rule_function function,
                                         void* data, void (*destroy)(void* data), rapport_error** error);

/* ---- Ladders and escalations ------------------------------------------------------------------------------- */

RAPPORT_API int32_t rapport_ladder_adopt(rapport_book* book, const rapport_record* ladder,
                                         const rapport_record* const* rungs, size_t rung_count,
                                         const rapport_because* because, rapport_record** adopted,
                                         rapport_records** adopted_rungs, rapport_error** error);
RAPPORT_API int32_t rapport_ladder_retire(rapport_book* book, rapport_id ladder, const rapport_because* because,
                                          rapport_record** retired, rapport_error** error);
/* Those that are taken, in the order in which they are tried: ladder, rungs. */
RAPPORT_API int32_t rapport_ladders(rapport_book* book, rapport_table** ladders, rapport_error** error);
/* Asks the first rung that somebody is on; a case that is on its way already climbs at once. */
RAPPORT_API int32_t rapport_case_escalate(rapport_book* book, rapport_id of, rapport_text reason,
                                          const rapport_because* because, rapport_record** escalation,
                                          rapport_error** error);
RAPPORT_API int32_t rapport_case_escalations(rapport_book* book, rapport_id of, rapport_records** escalations,
                                             rapport_error** error);
/* Somebody takes it on; whoever is asked says no (a reason is needed); one rung down (a reason is needed); it is
 * settled. No agent: whoever acts, or whoever is asked. */
RAPPORT_API int32_t rapport_escalation_acknowledge(rapport_book* book, rapport_id id, rapport_id agent,
                                                   rapport_text reason, const rapport_because* because,
                                                   rapport_record** changed, rapport_error** error);
RAPPORT_API int32_t rapport_escalation_decline(rapport_book* book, rapport_id id, rapport_id agent,
                                               rapport_text reason, const rapport_because* because,
                                               rapport_record** changed, rapport_error** error);
RAPPORT_API int32_t rapport_escalation_step_down(rapport_book* book, rapport_id id, rapport_id agent,
                                                 rapport_text reason, const rapport_because* because,
                                                 rapport_record** changed, rapport_error** error);
RAPPORT_API int32_t rapport_escalation_end(rapport_book* book, rapport_id id, rapport_id agent, rapport_text reason,
                                           const rapport_because* because, rapport_record** changed,
                                           rapport_error** error);

/* ---- The outbox -------------------------------------------------------------------------------------------- */

/* What is to be handed over now: records of notification. */
RAPPORT_API int32_t rapport_outbox_pending(rapport_book* book, int64_t limit, rapport_records** notifications,
                                           rapport_error** error);
/* When there is something to hand over, which may be over already; RAPPORT_DONE for nothing at all. */
RAPPORT_API int32_t rapport_outbox_next_due(rapport_book* book, int64_t* at_us, rapport_error** error);
RAPPORT_API int32_t rapport_outbox_handed_over(rapport_book* book, rapport_id id, const rapport_because* because,
                                               rapport_record** changed, rapport_error** error);
RAPPORT_API int32_t rapport_outbox_failed(rapport_book* book, rapport_id id, rapport_text trouble,
                                          const rapport_because* because, rapport_record** changed,
                                          rapport_error** error);
/* It is pending again from now on: one that has failed, or that got lost behind the host. */
RAPPORT_API int32_t rapport_outbox_again(rapport_book* book, rapport_id id, const rapport_because* because,
                                         rapport_record** changed, rapport_error** error);
/* One notification for each agent to whose customers something happened since the last digest. */
RAPPORT_API int32_t rapport_outbox_digest(rapport_book* book, const rapport_because* because,
                                          rapport_records** notifications, rapport_error** error);
/* Hands at most so many to a function, which may use the book. It returns 0 for handed over, or anything else and
 * may say in `trouble` why not, with a text that lives until it is next called. */
typedef int32_t (*rapport_delivery_function)(void* data, const rapport_record* notification, rapport_text* trouble);
RAPPORT_API int32_t rapport_outbox_deliver(rapport_book* book, rapport_delivery_function function, void* data,
                                           int64_t limit, int64_t* handed_over, rapport_error** error);

/* ---- The journal ------------------------------------------------------------------------------------------- */

/* Changes after a number, oldest first: number, commit, operation, record. No rows: there are no more. */
RAPPORT_API int32_t rapport_journal_changes(rapport_book* book, int64_t after, int64_t limit,
                                            rapport_table** changes, rapport_error** error);
/* Commits after a number: number, at, actor, verb, reason, cause_commit, cause, last_change. */
RAPPORT_API int32_t rapport_journal_commits(rapport_book* book, int64_t after, int64_t limit,
                                            rapport_table** commits, rapport_error** error);
RAPPORT_API int32_t rapport_journal_commit(rapport_book* book, int64_t number, rapport_table** commit,
                                           rapport_error** error);
RAPPORT_API int32_t rapport_journal_caused_by(rapport_book* book, rapport_reference cause, rapport_table** commits,
                                              rapport_error** error);
RAPPORT_API int32_t rapport_journal_changes_of(rapport_book* book, int64_t commit, int64_t after, int64_t limit,
                                               rapport_table** changes, rapport_error** error);
/* The newest commit and its hash as text, "12:9f86...": noted elsewhere, it proves later that the journal was not
 * rewritten. */
RAPPORT_API int32_t rapport_journal_head(rapport_book* book, rapport_string** head, rapport_error** error);
/* Reads the whole journal and every record; `noted` is a head or empty. One row: commits, changes, findings (a
 * table: commit, record, what; no rows: nobody altered the past). */
RAPPORT_API int32_t rapport_journal_verify(rapport_book* book, rapport_text noted, rapport_progress progress,
                                           void* progress_data, rapport_table** verification,
                                           rapport_error** error);

/* ---- Search ------------------------------------------------------------------------------------------------ */

typedef struct rapport_search_options {
  uint32_t struct_size;
  int32_t kind;  /* 0: all */
  int64_t limit; /* 1 to 1,000 */
} rapport_search_options;
#define RAPPORT_SEARCH_OPTIONS_INIT \
  { sizeof(rapport_search_options), 0, 20 }
/* Full text, better matches first: record, kind (its name), score, title.text, title.highlights, body.text,
 * body.highlights (tables: offset, length, in bytes). */
RAPPORT_API int32_t rapport_search(rapport_book* book, rapport_text words, const rapport_search_options* options,
                                   rapport_table** hits, rapport_error** error);
/* Brings the index up to date, at most `limit` changes of it, and says how many are left. */
RAPPORT_API int32_t rapport_search_catch_up(rapport_book* book, int64_t limit, int64_t* left,
                                            rapport_error** error);

/* ---- Import and export ------------------------------------------------------------------------------------- */

/* Looks at a file and guesses what each column means; `kind` is a kind's name, "opportunity", or empty. */
RAPPORT_API int32_t rapport_import_plan_new(rapport_book* book, rapport_text file, rapport_text kind,
                                            rapport_import_plan** plan, rapport_error** error);
/* One row: kind, format, columns (a table: column, target, example). */
RAPPORT_API int32_t rapport_import_plan_read(const rapport_import_plan* plan, rapport_table** contents,
                                             rapport_error** error);
/* Sends a column to another target; empty: leaves it out. */
RAPPORT_API int32_t rapport_import_plan_set(rapport_import_plan* plan, rapport_text column, rapport_text target,
                                            rapport_error** error);
RAPPORT_API void rapport_import_plan_free(rapport_import_plan* plan);

enum { RAPPORT_DAY_ORDER_UNKNOWN = 0, RAPPORT_DAY_FIRST = 1, RAPPORT_MONTH_FIRST = 2 };
typedef struct rapport_import_options {
  uint32_t struct_size;
  int32_t day_order;     /* whether 3/4/2026 is the third of April; unknown: such days are refused */
  int32_t add_missing;   /* 1: add agents, teams and organisations that a row names and the book does not know */
  uint32_t zero;
  rapport_text rejects;  /* a file or folder for rows that are not imported; empty: beside the imported file */
  rapport_text zone;     /* of times that carry no offset; empty: such times are refused */
  rapport_text currency; /* of amounts that name none; empty: such amounts are refused */
  const rapport_text* thousands; /* columns whose amounts are in thousands */
  size_t thousand_count;
  const rapport_text* millions; /* columns whose amounts are in millions */
  size_t million_count;
  const rapport_text* missing; /* texts that stand for no value, as NULL or N/A */
  size_t missing_count;
  rapport_progress progress; /* hears bytes read and bytes in all */
  void* progress_data;
} rapport_import_options;
#define RAPPORT_IMPORT_OPTIONS_INIT                                                                    \
  {                                                                                                    \
    sizeof(rapport_import_options), 0, 0, 0, {NULL, 0}, {NULL, 0}, {NULL, 0}, NULL, 0, NULL, 0, NULL, 0, \
        NULL, NULL                                                                                     \
  }
/* Fails as an import would for the plan and the options themselves. */
RAPPORT_API int32_t rapport_import_check(rapport_book* book, const rapport_import_plan* plan,
                                         const rapport_import_options* options, rapport_error** error);
/* Imports a file as one commit; no plan: as rapport_import_plan_new() guesses. Bad rows go to the reject file. One
 * row: file, kind, batch, rows, added, rejected, records, rejects, reasons, remarks (tables: value). */
RAPPORT_API int32_t rapport_import_file(rapport_book* book, rapport_text file, const rapport_import_plan* plan,
                                        const rapport_import_options* options, const rapport_because* because,
                                        rapport_table** report, rapport_error** error);
/* The same for the files of a folder, one commit and one row each. */
RAPPORT_API int32_t rapport_import_folder(rapport_book* book, rapport_text folder,
                                          const rapport_import_options* options, const rapport_because* because,
                                          rapport_table** reports, rapport_error** error);
/* The files of a folder in the order in which they are imported: path, plan.kind, plan.format, plan.columns,
 * trouble. */
RAPPORT_API int32_t rapport_import_files(rapport_book* book, rapport_text folder, rapport_table** files,
                                         rapport_error** error);
/* The places, beside its fields, to which a column can go when importing this kind: name, sentence. */
RAPPORT_API int32_t rapport_import_targets(rapport_book* book, rapport_text kind, rapport_table** targets,
                                           rapport_error** error);
/* The changes that an import made: number, commit, operation, record. */
RAPPORT_API int32_t rapport_import_touched(rapport_book* book, rapport_id batch, int64_t after, int64_t limit,
                                           rapport_table** changes, rapport_error** error);

/* A policy, rules or a ladder written as JSON (docs/policy.schema.json and its like), as the records that adopting
 * takes: level, targets; rule, actions; ladder, rungs. Nothing is written. */
RAPPORT_API int32_t rapport_service_level_from_json(rapport_book* book, rapport_text json, rapport_table** policy,
                                                    rapport_error** error);
RAPPORT_API int32_t rapport_rules_from_json(rapport_book* book, rapport_text json, rapport_table** rules,
                                            rapport_error** error);
RAPPORT_API int32_t rapport_ladder_from_json(rapport_book* book, rapport_text json, rapport_table** ladder,
                                             rapport_error** error);

enum { RAPPORT_FORM_CSV = 0, RAPPORT_FORM_JSON_LINES = 1 };
/* Writes every record, one file for each kind; says how many. Fails with RAPPORT_IO, RAPPORT_FULL. */
RAPPORT_API int32_t rapport_export(rapport_book* book, rapport_text folder, int32_t form,
                                   rapport_progress progress, void* progress_data, int64_t* records,
                                   rapport_error** error);

/* ---- Replays and backtests --------------------------------------------------------------------------------- */

/* Reads the log of another help desk, a CSV file (docs/replay.md); `zone` is that of its times, empty for UTC. */
RAPPORT_API int32_t rapport_incident_log_open(rapport_text file, rapport_text zone, rapport_progress progress,
                                              void* progress_data, rapport_incident_log** log,
                                              rapport_error** error);
/* One row: incidents, made_sla, missed_sla, reassigned, most_reassigned, reopened, most_reopened, never_resolved,
 * priorities, states (tables: key, value), early. */
RAPPORT_API int32_t rapport_incident_log_summary(const rapport_incident_log* log, rapport_table** summary,
                                                 rapport_error** error);
/* Its events from one on, at most so many: at, line, number, state, priority, impact, channel, caller, group,
 * assignee, category, subcategory, opened_at, is_resolution_known, made_sla, reassigned, reopened. */
RAPPORT_API int32_t rapport_incident_log_events(const rapport_incident_log* log, int64_t first, int64_t limit,
                                                rapport_table** events, rapport_error** error);
RAPPORT_API void rapport_incident_log_free(rapport_incident_log* log);
RAPPORT_API int32_t rapport_replay_new(rapport_book* book, const rapport_incident_log* log, rapport_replay** replay,
                                       rapport_error** error);
/* Does at most so many of the next events, as one commit, and says how many are left. */
RAPPORT_API int32_t rapport_replay_take(rapport_replay* replay, int64_t most, const rapport_because* because,
                                        int64_t* left, rapport_error** error);
/* One row: events, opened, moves, reopenings, assignments, priorities, detours, unknown_states. */
RAPPORT_API int32_t rapport_replay_report(rapport_replay* replay, rapport_table** report, rapport_error** error);
RAPPORT_API void rapport_replay_free(rapport_replay* replay);
/* Tries rules out on a log in a scratch book in memory. `prepare` gets that book, borrowed, before the first event:
 * it adopts policies and rules, and returns 0, or a code that the call then fails with. `promise` is a target_kind
 * or 0 for the resolution. One row: incidents, missed, never_raised, trouble, together.firings, together.failures,
 * together.in_time, together.late, together.for_nothing, together.lead_times (a table: value), by_rule (a table: key,
 * which is the rule's name, and the same), raised_or_missed (a table: number, raised_at, missed_at). */
typedef int32_t (*rapport_prepare_function)(void* data, rapport_book* scratch);
RAPPORT_API int32_t rapport_backtest(const rapport_incident_log* log, rapport_prepare_function prepare,
                                     void* prepare_data, int32_t promise, rapport_progress progress,
                                     void* progress_data, rapport_table** report, rapport_error** error);

#ifdef __cplusplus
}
#endif

#include "rapport_fields.h" /* IWYU pragma: export */

#endif
