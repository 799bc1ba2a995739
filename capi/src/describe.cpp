// Descriptions: kinds, fields and enumerations as tables.
#include "book/enumerations.hpp"
#include "kernel/catalogue.hpp"
#include "kernel/text.hpp"
#include "table.hpp"
#include "verbs.hpp"

namespace rapport::capi {

namespace {

struct KindRow {
  std::int64_t number = 0;
  std::string_view name{};
  std::string_view plural{};
  std::string_view sentence{};
  std::int64_t since = 0;
};

struct FieldRow {
  std::int64_t number = 0;
  std::string_view name{};
  std::string_view sentence{};
  std::int64_t type = 0;
  std::string_view type_name{};
  bool is_optional = false;
  std::int64_t refers_to = 0;
  std::string_view enumeration{};
  std::optional<std::int64_t> longest{};
  std::optional<std::int64_t> lowest{};
  std::optional<std::int64_t> highest{};
  bool is_unique = false;
  bool is_indexed = false;
  bool is_searchable = false;
  bool is_personal = false;
  bool is_derived = false;
  bool is_fixed = false;
  bool is_natural_key = false;
  std::int64_t since = 0;
};

}  // namespace

template <>
inline constexpr auto columns_of<KindRow> =
    std::tuple{NamedMember{"number", &KindRow::number}, NamedMember{"name", &KindRow::name},
               NamedMember{"plural", &KindRow::plural}, NamedMember{"sentence", &KindRow::sentence},
               NamedMember{"since", &KindRow::since}};
template <>
inline constexpr auto columns_of<FieldRow> =
    std::tuple{NamedMember{"number", &FieldRow::number},
               NamedMember{"name", &FieldRow::name},
               NamedMember{"sentence", &FieldRow::sentence},
               NamedMember{"type", &FieldRow::type},
               NamedMember{"type_name", &FieldRow::type_name},
               NamedMember{"is_optional", &FieldRow::is_optional},
               NamedMember{"refers_to", &FieldRow::refers_to},
               NamedMember{"enumeration", &FieldRow::enumeration},
               NamedMember{"longest", &FieldRow::longest},
               NamedMember{"lowest", &FieldRow::lowest},
               NamedMember{"highest", &FieldRow::highest},
               NamedMember{"is_unique", &FieldRow::is_unique},
               NamedMember{"is_indexed", &FieldRow::is_indexed},
               NamedMember{"is_searchable", &FieldRow::is_searchable},
               NamedMember{"is_personal", &FieldRow::is_personal},
               NamedMember{"is_derived", &FieldRow::is_derived},
               NamedMember{"is_fixed", &FieldRow::is_fixed},
               NamedMember{"is_natural_key", &FieldRow::is_natural_key},
               NamedMember{"since", &FieldRow::since}};
template <>
inline constexpr auto columns_of<EnumerationValue> =
    std::tuple{NamedMember{"number", &EnumerationValue::number}, NamedMember{"name", &EnumerationValue::name},
               NamedMember{"sentence", &EnumerationValue::sentence}};

namespace {

FieldRow row_of(const Kind& kind, const Field& field) {
  const Traits& traits = field.traits;
  FieldRow row{.number = number_of(kind, field),
               .name = field.name,
               .sentence = field.sentence,
               .type = type_of(field.type),
               .type_name = name(field.type),
               .is_optional = field.optional,
               .is_unique = traits.unique,
               .is_indexed = traits.indexed,
               .is_searchable = traits.searchable,
               .is_personal = traits.personal,
               .is_derived = traits.derived,
               .is_fixed = traits.fixed,
               .is_natural_key = traits.natural_key,
               .since = traits.since};
  if (field.refers_to) row.refers_to = field.refers_to().number;
  if (field.enumeration) row.enumeration = field.enumeration->name;
  if (field.type == Type::text) row.longest = traits.longest;
  if (traits.lowest != Traits{}.lowest) row.lowest = traits.lowest;
  if (traits.highest != Traits{}.highest) row.highest = traits.highest;
  return row;
}

}  // namespace

}  // namespace rapport::capi

using namespace rapport;
using namespace rapport::capi;

int32_t rapport_kinds(rapport_table** kinds, rapport_error** error) {
  return table_of(kinds, error, [] {
    std::vector<KindRow> rows;
    for (const Kind* kind : catalogue())
      rows.push_back({kind->number, kind->name, kind->plural, kind->sentence, kind->since});
    return rows;
  });
}

int32_t rapport_kind_fields(int32_t kind, rapport_table** fields, rapport_error** error) {
  return table_of(fields, error, [&] {
    const Kind& of = kind_in(kind);
    std::vector<FieldRow> rows;
    for (const Field& field : of.fields) rows.push_back(row_of(of, field));
    return rows;
  });
}

int32_t rapport_enumeration_values(rapport_text enumeration, rapport_table** values, rapport_error** error) {
  return table_of(values, error, [&] {
    const std::string_view wanted_name = capi::text_of(enumeration, "enumeration");
    const auto found = enumerations().find(wanted_name);
    if (found != enumerations().end()) return found->second->values;
    std::vector<std::string_view> names;
    for (const auto& [name, info] : enumerations()) names.push_back(name);
    throw Error(Code::unknown_name,
                fmt::format("there is no enumeration \"{}\"{}", text::printable(wanted_name),
                            text::did_you_mean(wanted_name, names)),
                {"", "", "enumeration"});
  });
}

int32_t rapport_kind_named(rapport_text name, int32_t* kind, rapport_error** error) {
  clear(kind);
  return guarded(error, [&] { wanted(kind, "kind") = kind_named(capi::text_of(name, "name")).number; });
}

int32_t rapport_field_named(int32_t kind, rapport_text name, int32_t* field, rapport_error** error) {
  clear(field);
  return guarded(error, [&] {
    const Kind& of = kind_in(kind);
    wanted(field, "field") = number_of(of, of.field(capi::text_of(name, "name")));
  });
}
