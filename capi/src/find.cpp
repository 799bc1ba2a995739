// Finding: expressions, and cursors that fill the caller's arrays.
#include <cstring>
#include <deque>

#include "engines/filter.hpp"
#include "engines/records.hpp"
#include "verbs.hpp"

namespace rapport::capi {

using rapport::detail::Filter;

namespace {

// Where the texts and lists of the rows that were read last are kept, each with a NUL behind it. Memory is used again
// for the next rows.
class Texts {
 public:
  void clear() noexcept {
    used_ = 0;
    current_ = 0;
    references_.clear();
  }
  const char* keep(std::string_view text) {
    while (current_ < blocks_.size() && blocks_[current_].size - used_ < text.size() + 1) {
      ++current_;
      used_ = 0;
    }
    if (current_ == blocks_.size()) {
      const std::size_t size = std::max<std::size_t>(text.size() + 1, 1 << 16);
      blocks_.push_back({std::make_unique_for_overwrite<char[]>(size), size});
      used_ = 0;
    }
    char* place = blocks_[current_].bytes.get() + used_;
    std::memcpy(place, text.data(), text.size());
    place[text.size()] = '\0';
    used_ += text.size() + 1;
    return place;
  }
  const std::vector<rapport_reference>& keep(std::vector<rapport_reference> items) {
    return references_.emplace_back(std::move(items));
  }

 private:
  struct Block {
    std::unique_ptr<char[]> bytes;
    std::size_t size;
  };
  std::vector<Block> blocks_;
  std::size_t current_ = 0;
  std::size_t used_ = 0;  // of the current block
  std::deque<std::vector<rapport_reference>> references_;
};

[[noreturn]] void throw_damaged(const Kind& kind, const Field& field) {
  throw Error(
      Code::corrupt,
      fmt::format("holds a value that is not {}; the row was written by another program", name(field.type)),
      {std::string(kind.name), "", std::string(field.name)});
}

// One item of a column.
template <class T>
void put(const rapport_column& to, std::size_t row, const T& item) {
  static_cast<T*>(to.values)[row] = item;
}

// What a row has for a field, 0 for no value. Texts and lists last until the next rows are read.
void put_row(const rapport_column& to, std::size_t row, Texts& texts, const Field& field, const Value& first,
             const Value& second) {
  if (to.present) to.present[row] = first.is_nothing() ? 0 : 1;
  switch (field.type) {
    case Type::boolean: return put(to, row, static_cast<std::uint8_t>(first.integer));
    case Type::real: return put(to, row, first.real);
    case Type::text:
      return put(
          to, row,
          first.is_nothing() ? rapport_no_text() : rapport_text{texts.keep(first.text), first.text.size()});
    case Type::enumeration:
      return put(to, row, static_cast<std::int32_t>(value_of(field, first, second).as.integer));
    case Type::id: return put(to, row, value_of(field, first, second).as.id);
    case Type::money: return put(to, row, value_of(field, first, second).as.money);
    case Type::reference: {
      const rapport_value value = value_of(field, first, second);
      return put(to, row, rapport_reference{value.kind, value.as.id});
    }
    case Type::ids:
      if (first.is_nothing()) return put(to, row, rapport_list{nullptr, 0});
      return put(to, row, rapport_list{texts.keep(first.text), first.text.size() / sizeof(rapport_id)});
    case Type::references: {
      if (first.is_nothing()) return put(to, row, rapport_list{nullptr, 0});
      const auto& items = texts.keep(references_of(first.text));
      return put(to, row, rapport_list{items.data(), items.size()});
    }
    default: return put(to, row, first.integer);
  }
}

}  // namespace

}  // namespace rapport::capi

struct rapport_expression : rapport::capi::Object {
  rapport_expression(std::shared_ptr<rapport::capi::BookState> of,
                     std::shared_ptr<rapport::detail::Filter> with)
      : Object(rapport::capi::Tag::expression), state(std::move(of)), filter(std::move(with)) {}
  std::shared_ptr<rapport::capi::BookState> state;
  std::shared_ptr<rapport::detail::Filter> filter;
};

struct rapport_cursor : rapport::capi::Object {
  rapport_cursor(std::shared_ptr<rapport::capi::BookState> of, const rapport::Kind& records,
                 std::shared_ptr<rapport::detail::Filter> with)
      : Object(rapport::capi::Tag::cursor), state(std::move(of)), kind(&records), filter(std::move(with)) {}

  std::shared_ptr<rapport::capi::BookState> state;
  const rapport::Kind* kind;
  std::shared_ptr<rapport::detail::Filter> filter;  // null: every record
  rapport::Paging paging;
  bool at_end = false;
  rapport::capi::Texts texts;
};

namespace rapport::capi {

namespace {

std::shared_ptr<Filter> filter_of(const Use& at_work, const Kind& kind, rapport_text expression) {
  const std::string_view text = text_of(expression, "expression");
  return text.empty() ? nullptr : rapport::detail::make_filter(at_work.session(), kind, text);
}

std::unique_ptr<rapport_cursor> cursor_of(const Use& at_work, const Kind& kind,
                                          std::shared_ptr<Filter> filter,
                                          const rapport_find_options* options) {
  const rapport_find_options given = options_in(options, RAPPORT_FIND_OPTIONS_INIT, "options");
  auto made = std::make_unique<rapport_cursor>(at_work.shared(), kind, std::move(filter));
  if (given.order_field != 0) made->paging.order.field = field_in(kind, given.order_field).number;
  made->paging.order.descending = flag_of(given.descending, "descending");
  made->paging.include_deleted = flag_of(given.include_deleted, "include_deleted");
  made->paging.after = text_of(given.after, "after");
  return made;
}

// Where the next piece begins, once this one is complete.
void advance(rapport_cursor& cursor, std::string next) noexcept {
  cursor.at_end = next.empty();
  cursor.paging.after = std::move(next);
}

}  // namespace

}  // namespace rapport::capi

using namespace rapport;
using namespace rapport::capi;

int32_t rapport_find(rapport_book* book, int32_t kind, rapport_text expression,
                     const rapport_find_options* options, rapport_cursor** cursor, rapport_error** error) {
  clear(cursor);
  return guarded(error, [&] {
    const Use at_work = use(book);
    const Kind& of = kind_in(kind);
    wanted(cursor, "cursor");
    give(cursor, cursor_of(at_work, of, filter_of(at_work, of, expression), options));
  });
}

int32_t rapport_count(rapport_book* book, int32_t kind, rapport_text expression, int64_t* count,
                      rapport_error** error) {
  clear(count);
  return guarded(error, [&] {
    const Use at_work = use(book);
    const Kind& of = kind_in(kind);
    const auto filter = filter_of(at_work, of, expression);
    wanted(count, "count") = rapport::detail::count(at_work.session(), of, {{}, filter.get()});
  });
}

int32_t rapport_expression_new(rapport_book* book, int32_t kind, rapport_text text,
                               rapport_expression** expression, rapport_error** error) {
  clear(expression);
  return guarded(error, [&] {
    const Use at_work = use(book);
    const Kind& of = kind_in(kind);
    wanted(expression, "expression");
    give(expression,
         std::make_unique<rapport_expression>(
             at_work.shared(), rapport::detail::make_filter(at_work.session(), of, text_of(text, "text"))));
  });
}

int32_t rapport_expression_of_segment(rapport_book* book, int32_t kind, rapport_text name,
                                      rapport_expression** expression, rapport_error** error) {
  clear(expression);
  return guarded(error, [&] {
    const Use at_work = use(book);
    const Kind& of = kind_in(kind);
    wanted(expression, "expression");
    give(expression,
         std::make_unique<rapport_expression>(
             at_work.shared(), rapport::detail::make_segment(at_work.session(), of, text_of(name, "name"))));
  });
}

int32_t rapport_expression_find(rapport_expression* expression, const rapport_find_options* options,
                                rapport_cursor** cursor, rapport_error** error) {
  clear(cursor);
  return guarded(error, [&] {
    rapport_expression& by = checked(expression);
    const Use at_work(by.state);
    wanted(cursor, "cursor");
    give(cursor, cursor_of(at_work, by.filter->kind(), by.filter, options));
  });
}

int32_t rapport_expression_count(rapport_expression* expression, int64_t* count, rapport_error** error) {
  clear(count);
  return guarded(error, [&] {
    rapport_expression& by = checked(expression);
    const Use at_work(by.state);
    wanted(count, "count") =
        rapport::detail::count(at_work.session(), by.filter->kind(), {{}, by.filter.get()});
  });
}

int32_t rapport_expression_holds(rapport_expression* expression, const rapport_record* record, bool* holds,
                                 rapport_error** error) {
  clear(holds);
  return guarded(error, [&] {
    rapport_expression& by = checked(expression);
    const Use at_work(by.state);
    at_work.session();  // refuses a closed book
    const rapport_record& of = checked(record);
    if (of.kind != &by.filter->kind()) throw_wrong_kind(*of.kind, by.filter->kind());
    wanted(holds, "holds") = by.filter->holds(of.data);
  });
}

int32_t rapport_expression_explain(rapport_expression* expression, rapport_table** explanation,
                                   rapport_error** error) {
  return table_of(explanation, error, [&] {
    rapport_expression& by = checked(expression);
    const Use at_work(by.state);
    at_work.session();
    return by.filter->explain();
  });
}

void rapport_expression_free(rapport_expression* expression) { free_object(expression); }

int32_t rapport_cursor_read(rapport_cursor* cursor, const rapport_column* columns, size_t column_count,
                            size_t rows, size_t* got, rapport_error** error) {
  clear(got);
  return guarded(error, [&]() -> int32_t {
    rapport_cursor& from = checked(cursor);
    const Use at_work(from.state);
    wanted(got, "got");
    std::vector<const Field*> fields;
    for (const rapport_column& each : span_of(columns, column_count, "columns")) {
      const Field& field = field_in(*from.kind, each.field);
      if (each.type != type_of(field.type))
        throw Error(Code::invalid,
                    fmt::format("the column is of type {}, the field of type {} ({})", each.type,
                                type_of(field.type), name(field.type)),
                    {std::string(from.kind->name), "", std::string(field.name)});
      if (!each.values) throw_argument("values", "is NULL; it is an array with room for each row");
      fields.push_back(&field);
    }
    if (fields.empty()) throw_argument("columns", "are none; name at least one");
    if (from.at_end) return RAPPORT_DONE;
    Paging paging = from.paging;
    paging.limit = rows;
    from.texts.clear();
    std::size_t count = 0;
    const auto row_found = [&](const Statement& row, std::span<const int> positions, const void*) {
      for (std::size_t i = 0; i < fields.size(); ++i) {
        const Field& field = *fields[i];
        const Value first = row.column(positions[i]);
        if (first.is_nothing() ? !field.optional : first.tag != field.columns[0].storage)
          throw_damaged(*from.kind, field);
        put_row(columns[i], count, from.texts, field, first,
                field.type == Type::money ? row.column(positions[i] + 1) : Value{});
      }
      ++count;
    };
    std::string next =
        find_rows(at_work.session(), *from.kind, {{}, from.filter.get()}, paging, fields, row_found);
    advance(from, std::move(next));
    *got = count;
    return count == 0 ? RAPPORT_DONE : RAPPORT_OK;
  });
}

int32_t rapport_cursor_records(rapport_cursor* cursor, size_t rows, rapport_records** records,
                               rapport_error** error) {
  clear(records);
  return guarded(error, [&]() -> int32_t {
    rapport_cursor& from = checked(cursor);
    const Use at_work(from.state);
    wanted(records, "records");
    if (from.at_end) return RAPPORT_DONE;
    Paging paging = from.paging;
    paging.limit = rows;
    struct Found {
      const Kind& kind;
      std::unique_ptr<AnyRecords> list;
    } found{*from.kind, std::make_unique<AnyRecords>()};
    const auto slot = [](void* context) {
      auto& to = *static_cast<Found*>(context);
      return to.list->records.emplace_back(std::make_unique<rapport_record>(to.kind))->data;
    };
    std::string next =
        rapport::detail::find(at_work.session(), *from.kind, {{}, from.filter.get()}, paging, {&found, slot});
    for (const auto& each : found.list->records) each->borrowed = true;
    advance(from, std::move(next));
    if (found.list->records.empty()) return RAPPORT_DONE;
    give(records, std::move(found.list));
    return RAPPORT_OK;
  });
}

int32_t rapport_cursor_position(const rapport_cursor* cursor, rapport_text* position, rapport_error** error) {
  clear(position, rapport_no_text());
  return guarded(error, [&] {
    wanted(position, "position") = capi::text_of(std::string_view(checked(cursor).paging.after));
  });
}

void rapport_cursor_free(rapport_cursor* cursor) { free_object(cursor); }
