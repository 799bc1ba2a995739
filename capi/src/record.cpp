// Records in memory and in the book, whatever their kind.
#include "record.hpp"

#include <algorithm>
#include <span>

#include "kernel/form.hpp"
#include "verbs.hpp"

namespace rapport::capi {

void append_json(std::string& out, const rapport_record& record) {
  std::vector<Value> columns(record.kind->columns.size());
  for (const Field& field : record.kind->fields)
    for (std::size_t i = 0; i < field.columns.size(); ++i)
      columns[field.first_column + i] = field.columns[i].get(record.data);
  rapport::append_json(out, *record.kind, columns);
}

namespace {

// Changes a copy, which becomes the record when all went well: nothing is half set.
template <class F>
void change(rapport_record& record, F&& with) {
  rapport_record copy(*record.kind);
  record.kind->copy(copy.data, record.data);
  with(copy.data);
  std::swap(record.data, copy.data);
  std::swap(record.owns_data, copy.owns_data);
  record.references.clear();
}

using Writer = void (*)(Session&, const Kind&, void*, const Because&);

int32_t write(rapport_book* book, rapport_record* record, const rapport_because* because,
              rapport_error** error, Writer writer) {
  return guarded(error, [&] {
    const Use at_work = use(book);
    rapport_record& given = checked(record);
    const Because why = because_in(because);
    change(given, [&](void* copy) { writer(at_work.session(), *given.kind, copy, why); });
  });
}

}  // namespace

}  // namespace rapport::capi

using namespace rapport;
using namespace rapport::capi;

int32_t rapport_record_new(int32_t kind, rapport_record** record, rapport_error** error) {
  clear(record);
  return guarded(error, [&] {
    auto made = std::make_unique<rapport_record>(kind_in(kind));
    wanted(record, "record");
    give(record, std::move(made));
  });
}

int32_t rapport_record_copy(const rapport_record* record, rapport_record** copy, rapport_error** error) {
  clear(copy);
  return guarded(error, [&] {
    const rapport_record& from = checked(record);
    auto made = std::make_unique<rapport_record>(*from.kind);
    from.kind->copy(made->data, from.data);
    wanted(copy, "copy");
    give(copy, std::move(made));
  });
}

void rapport_record_free(rapport_record* record) {
  if (record && static_cast<const Object*>(record)->tag == Tag::record && !record->borrowed) delete record;
}

int32_t rapport_record_kind(const rapport_record* record, int32_t* kind, rapport_error** error) {
  clear(kind);
  return guarded(error, [&] { wanted(kind, "kind") = checked(record).kind->number; });
}

int32_t rapport_record_id(const rapport_record* record, rapport_id* id, rapport_error** error) {
  clear(id, rapport_no_id());
  return guarded(error, [&] {
    const rapport_record& from = checked(record);
    wanted(id, "id") = id_of(rapport::id_of(*from.kind, from.data));
  });
}

int32_t rapport_record_get(const rapport_record* record, int32_t field, rapport_value* value,
                           rapport_error** error) {
  return guarded(error, [&] {
    rapport_value& to = wanted(value, "value");
    try {
      const rapport_record& from = checked(record);
      get(from, field_in(*from.kind, field), to);
    } catch (...) {
      to = nothing();
      throw;
    }
  });
}

int32_t rapport_record_get_many(const rapport_record* record, const int32_t* fields, size_t count,
                                rapport_value* values, rapport_error** error) {
  return guarded(error, [&] {
    const auto numbers = span_of(fields, count, "fields");
    if (count > 0) wanted(values, "values");
    try {
      const rapport_record& from = checked(record);
      for (std::size_t i = 0; i < count; ++i) get(from, field_in(*from.kind, numbers[i]), values[i]);
    } catch (...) {
      std::fill_n(values, count, nothing());
      throw;
    }
  });
}

int32_t rapport_record_set(rapport_record* record, int32_t field, const rapport_value* value,
                           rapport_error** error) {
  return guarded(error, [&] {
    rapport_record& to = checked(record);
    const Field& which = field_in(*to.kind, field);
    if (!value) throw_argument("value", "is NULL; RAPPORT_TYPE_NOTHING makes a field absent");
    const bool was_absent = which.columns[0].get(to.data).is_nothing();
    try {
      set(*to.kind, to.data, which, *value);
    } catch (...) {
      if (was_absent) which.columns[0].set(to.data, {});  // room was made for a value, then memory ran out
      throw;
    }
    to.references.clear();
  });
}

int32_t rapport_record_set_many(rapport_record* record, const int32_t* fields, const rapport_value* values,
                                size_t count, rapport_error** error) {
  return guarded(error, [&] {
    rapport_record& to = checked(record);
    const auto numbers = span_of(fields, count, "fields");
    const auto given = span_of(values, count, "values");
    change(to, [&](void* copy) {
      for (std::size_t i = 0; i < count; ++i) set(*to.kind, copy, field_in(*to.kind, numbers[i]), given[i]);
    });
  });
}

int32_t rapport_record_to_json(const rapport_record* record, rapport_string** json, rapport_error** error) {
  clear(json);
  return guarded(error, [&] {
    auto made = std::make_unique<rapport_string>();
    append_json(made->text, checked(record));
    wanted(json, "json");
    give(json, std::move(made));
  });
}

int32_t rapport_record_set_json(rapport_record* record, rapport_text json, rapport_error** error) {
  return guarded(error, [&] {
    rapport_record& to = checked(record);
    change(to, [&](void* copy) { set_from_json(*to.kind, copy, text_of(json, "json")); });
  });
}

int32_t rapport_records_count(const rapport_records* records, size_t* count, rapport_error** error) {
  clear(count);
  return guarded(error, [&] { wanted(count, "count") = checked(records).count(); });
}

int32_t rapport_records_at(rapport_records* records, size_t index, rapport_record** record,
                           rapport_error** error) {
  clear(record);
  return guarded(error, [&] {
    rapport_records& from = checked(records);
    if (index >= from.count())
      throw Error(Code::misuse, fmt::format("the list has {} records, there is no record {}; the first is 0",
                                            from.count(), index));
    wanted(record, "record") = &from.at(index);
  });
}

// Lists inside tables are the table's.
void rapport_records_free(rapport_records* records) {
  if (records && static_cast<const Object*>(records)->tag == Tag::records && !records->borrowed())
    delete records;
}

int32_t rapport_add(rapport_book* book, rapport_record* record, const rapport_because* because,
                    rapport_error** error) {
  return write(book, record, because, error, rapport::detail::add);
}

int32_t rapport_update(rapport_book* book, rapport_record* record, const rapport_because* because,
                       rapport_error** error) {
  return write(book, record, because, error, rapport::detail::update);
}

int32_t rapport_remove(rapport_book* book, rapport_record* record, const rapport_because* because,
                       rapport_error** error) {
  return write(book, record, because, error, rapport::detail::remove);
}

int32_t rapport_fetch(rapport_book* book, int32_t kind, rapport_id id, rapport_record** record,
                      rapport_error** error) {
  clear(record);
  return guarded(error, [&] {
    const Use at_work = use(book);
    auto made = std::make_unique<rapport_record>(kind_in(kind));
    wanted(record, "record");
    if (!rapport::detail::get(at_work.session(), *made->kind, uuid_of(id), made->data))
      rapport::detail::throw_not_found(*made->kind, uuid_of(id));
    give(record, std::move(made));
  });
}

int32_t rapport_as_of(rapport_book* book, int32_t kind, rapport_id id, int64_t at_us, rapport_record** record,
                      rapport_error** error) {
  clear(record);
  return guarded(error, [&]() -> int32_t {
    const Use at_work = use(book);
    auto made = std::make_unique<rapport_record>(kind_in(kind));
    wanted(record, "record");
    if (!rapport::detail::as_of(at_work.session(), *made->kind, uuid_of(id), instant_of(at_us, "at_us"),
                                made->data))
      return RAPPORT_DONE;
    give(record, std::move(made));
    return RAPPORT_OK;
  });
}

int32_t rapport_string_text(const rapport_string* string, rapport_text* text, rapport_error** error) {
  clear(text, rapport_no_text());
  return guarded(error, [&] { wanted(text, "text") = text_of(std::string_view(checked(string).text)); });
}

void rapport_string_free(rapport_string* string) { free_object(string); }

int32_t rapport_id_to_text(rapport_id id, rapport_string** text, rapport_error** error) {
  clear(text);
  return guarded(error, [&] {
    auto made = std::make_unique<rapport_string>(to_text(uuid_of(id)));
    wanted(text, "text");
    give(text, std::move(made));
  });
}

int32_t rapport_id_from_text(rapport_text text, rapport_id* id, rapport_error** error) {
  clear(id, rapport_no_id());
  return guarded(error, [&] { wanted(id, "id") = id_of(from_text<Uuid>(text_of(text, "text"))); });
}
