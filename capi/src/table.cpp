#include "table.hpp"

#include <fmt/ranges.h>

#include "kernel/catalogue.hpp"
#include "kernel/form.hpp"
#include "kernel/json.hpp"
#include "kernel/text.hpp"
#include "record.hpp"

namespace rapport::capi {

namespace {

std::string text_of(const Reference& reference) {
  const Kind* kind = find_kind(reference.kind_number());
  return fmt::format("{}/{}", kind ? kind->name : "", to_text(reference.uuid()));
}

std::string enumerated_text(const EnumerationInfo* enumeration, std::int64_t number) {
  if (enumeration)
    for (const EnumerationValue& each : enumeration->values)
      if (each.number == number) return std::string(each.name);
  return "";
}

void append_table(std::string& out, const rapport_table& table);

void append_value(std::string& out, const TableColumn& column, const rapport_value& value) {
  const auto quoted = [&](std::string_view text) {
    out += Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
  };
  const auto items = [&](auto&& one, std::size_t count) {
    out += '[';
    for (std::size_t i = 0; i < count; ++i) {
      if (i > 0) out += ',';
      one(i);
    }
    out += ']';
  };
  switch (value.type) {
    case RAPPORT_TYPE_BOOLEAN: out += value.as.integer != 0 ? "true" : "false"; break;
    case RAPPORT_TYPE_INTEGER: out += std::to_string(value.as.integer); break;
    case RAPPORT_TYPE_REAL: out += Json(value.as.real).dump(); break;
    case RAPPORT_TYPE_TEXT: quoted({value.as.text.data, value.as.text.length}); break;
    case RAPPORT_TYPE_ENUMERATION: quoted(enumerated_text(column.enumeration, value.as.integer)); break;
    case RAPPORT_TYPE_ID: quoted(to_text(uuid_of(value.as.id))); break;
    case RAPPORT_TYPE_INSTANT: quoted(to_text(Instant{Duration{value.as.integer}})); break;
    case RAPPORT_TYPE_DURATION: quoted(to_text(Duration{value.as.integer})); break;
    case RAPPORT_TYPE_DATE:
    case RAPPORT_TYPE_PARTIAL_DATE: quoted(to_text(rapport::detail::date_of(value.as.integer))); break;
    case RAPPORT_TYPE_MONEY: {
      const char* code = value.as.money.currency;
      quoted(to_text(Money{value.as.money.minor, Currency({code[0], code[1], code[2], '\0'})}));
      break;
    }
    case RAPPORT_TYPE_REFERENCE: quoted(text_of(Reference::to(value.kind, uuid_of(value.as.id)))); break;
    case RAPPORT_TYPE_IDS:
      items(
          [&](std::size_t i) {
            quoted(to_text(uuid_of(static_cast<const rapport_id*>(value.as.list.items)[i])));
          },
          value.as.list.count);
      break;
    case RAPPORT_TYPE_RECORD: append_json(out, *value.as.record); break;
    case RAPPORT_TYPE_RECORDS:
      items([&](std::size_t i) { append_json(out, value.as.records->at(i)); }, value.as.records->count());
      break;
    case RAPPORT_TYPE_TABLE: append_table(out, *value.as.table); break;
    default: out += "null";
  }
}

void append_table(std::string& out, const rapport_table& table) {
  out += '[';
  for (std::size_t row = 0; row < table.rows().size(); ++row) {
    out += row > 0 ? ",{" : "{";
    bool first = true;
    for (std::size_t i = 0; i < table.columns().size(); ++i) {
      const rapport_value value = table.at(row, i);
      if (value.type == RAPPORT_TYPE_NOTHING) continue;
      if (!first) out += ',';
      first = false;
      out += Json(table.columns()[i].name).dump() + ":";
      append_value(out, table.columns()[i], value);
    }
    out += '}';
  }
  out += ']';
}

const TableColumn& column_in(const rapport_table& table, std::size_t column) {
  if (column >= table.columns().size())
    throw Error(Code::misuse, fmt::format("the table has {} columns, there is no column {}; the first is 0",
                                          table.columns().size(), column));
  return table.columns()[column];
}

}  // namespace

}  // namespace rapport::capi

using namespace rapport;
using namespace rapport::capi;

int32_t rapport_table_rows(const rapport_table* table, size_t* rows, rapport_error** error) {
  clear(rows);
  return guarded(error, [&] { wanted(rows, "rows") = checked(table).rows().size(); });
}

int32_t rapport_table_columns(const rapport_table* table, size_t* columns, rapport_error** error) {
  clear(columns);
  return guarded(error, [&] { wanted(columns, "columns") = checked(table).columns().size(); });
}

int32_t rapport_table_column(const rapport_table* table, size_t column, rapport_text* name, int32_t* type,
                             rapport_error** error) {
  clear(name, rapport_no_text());
  clear(type);
  return guarded(error, [&] {
    const TableColumn& found = column_in(checked(table), column);
    give(name, capi::text_of(std::string_view(found.name)));
    give(type, found.type);
  });
}

int32_t rapport_table_column_named(const rapport_table* table, rapport_text name, size_t* column,
                                   rapport_error** error) {
  clear(column);
  return guarded(error, [&] {
    const std::string_view looked_for = capi::text_of(name, "name");
    const TableColumns& columns = checked(table).columns();
    std::vector<std::string_view> names;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (columns[i].name == looked_for) {
        wanted(column, "column") = i;
        return;
      }
      names.emplace_back(columns[i].name);
    }
    throw Error(Code::unknown_name,
                fmt::format("the table has no column \"{}\"{}; it has {}", text::printable(looked_for),
                            text::did_you_mean(looked_for, names), fmt::join(names, ", ")));
  });
}

int32_t rapport_table_get(const rapport_table* table, size_t row, size_t column, rapport_value* value,
                          rapport_error** error) {
  clear(value, nothing());
  return guarded(error, [&] {
    const rapport_table& from = checked(table);
    wanted(value, "value");
    column_in(from, column);
    if (row >= from.rows().size())
      throw Error(Code::misuse, fmt::format("the table has {} rows, there is no row {}; the first is 0",
                                            from.rows().size(), row));
    *value = from.at(row, column);
  });
}

int32_t rapport_table_to_json(const rapport_table* table, rapport_string** json, rapport_error** error) {
  clear(json);
  return guarded(error, [&] {
    auto made = std::make_unique<rapport_string>();
    append_table(made->text, checked(table));
    wanted(json, "json");
    give(json, std::move(made));
  });
}

void rapport_table_free(rapport_table* table) {
  if (table && static_cast<Object*>(table)->tag == Tag::table && !table->borrowed()) delete table;
}
