#include "values.hpp"

#include <datetime.h>
#include <fmt/format.h>
#include <pybind11/stl.h>

#include <cctype>
#include <map>
#include <optional>

#include "kernel/catalogue.hpp"
#include "kernel/form.hpp"
#include "kernel/text.hpp"
#include "records.hpp"

namespace rapport::python {

namespace {

// What this file keeps for the life of the process; Python objects are never freed after it.
struct Known {
  py::object decimal = py::module_::import("decimal").attr("Decimal");
  py::object enumeration = py::module_::import("rapport._enumeration").attr("Enumeration");
};
const Known& known() {
  static const Known* const all = [] {
    PyDateTime_IMPORT;
    return new Known;
  }();
  return *all;
}

py::object taken(PyObject* made) {
  if (!made) throw py::error_already_set();
  return py::reinterpret_steal<py::object>(made);
}

std::string shown(py::handle object) {
  return fmt::format("{} ({})", text::printable(py::repr(object).cast<std::string>()),
                     Py_TYPE(object.ptr())->tp_name);
}

constexpr std::int64_t second = 1'000'000;

template <class T>
T from_text_of(py::handle object) {
  return from_text<T>(text_of(object));
}

}  // namespace

std::string class_name(std::string_view name) {
  std::string made;
  bool begins = true;
  for (const char c : name) {
    if (c != '_') made += begins ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : c;
    begins = c == '_';
  }
  return made;
}

void refuse_type(std::string_view what_is_right, py::handle given) {
  throw py::type_error(fmt::format("{} is right here, not {}", what_is_right, shown(given)));
}

std::string_view text_of(py::handle object) {
  if (!PyUnicode_Check(object.ptr())) refuse_type("a text", object);
  Py_ssize_t size = 0;
  const char* text = PyUnicode_AsUTF8AndSize(object.ptr(), &size);
  if (!text) {
    PyErr_Clear();
    throw Error(Code::invalid,
                "holds half a character (a lone surrogate), which UTF-8 cannot write; decode the text with "
                "the encoding that it came in");
  }
  return {text, static_cast<std::size_t>(size)};
}

std::int64_t integer_of(py::handle object) {
  if (PyBool_Check(object.ptr()) || !PyIndex_Check(object.ptr())) refuse_type("a whole number", object);
  const py::object number = taken(PyNumber_Index(object.ptr()));
  int overflow = 0;
  const long long value = PyLong_AsLongLongAndOverflow(number.ptr(), &overflow);
  if (overflow != 0) throw Error(Code::invalid, "is too large; whole numbers have 64 bits");
  if (value == -1 && PyErr_Occurred()) throw py::error_already_set();
  return value;
}

namespace {
py::handle extension;  // lives as long as the process
}

void begin(py::module_& module) { extension = module; }

void add_name(const char* name, py::handle object) {
  if (py::hasattr(extension, name)) throw std::logic_error(std::string(name) + " is there twice");
  extension.attr(name) = object;
}

// ---- Time

py::object to_python(Instant instant) {
  known();
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const Date date{day};
  const std::int64_t rest = (instant - day).count();
  const auto seconds = static_cast<int>(rest / second);
  return taken(PyDateTimeAPI->DateTime_FromDateAndTime(
      int{date.year()}, static_cast<int>(unsigned{date.month()}), static_cast<int>(unsigned{date.day()}),
      seconds / 3600, seconds / 60 % 60, seconds % 60, static_cast<int>(rest % second),
      PyDateTime_TimeZone_UTC, PyDateTimeAPI->DateTimeType));
}

Instant instant_of(py::handle object) {
  known();
  PyObject* at = object.ptr();
  if (PyUnicode_Check(at)) return from_text_of<Instant>(object);
  if (!PyDateTime_Check(at)) refuse_type("an aware datetime", object);
  const py::object offset = object.attr("utcoffset")();
  if (!PyDelta_Check(offset.ptr()))
    throw Error(
        Code::invalid,
        fmt::format("{} has no time zone, so it is no instant yet; give it one, as in "
                    "datetime(..., tzinfo=timezone.utc) or .replace(tzinfo=ZoneInfo(\"Europe/Paris\"))",
                    py::str(object).cast<std::string>()));
  const Date date{std::chrono::year{PyDateTime_GET_YEAR(at)},
                  std::chrono::month{static_cast<unsigned>(PyDateTime_GET_MONTH(at))},
                  std::chrono::day{static_cast<unsigned>(PyDateTime_GET_DAY(at))}};
  return Instant{std::chrono::sys_days{date}} + std::chrono::hours{PyDateTime_DATE_GET_HOUR(at)} +
         std::chrono::minutes{PyDateTime_DATE_GET_MINUTE(at)} +
         std::chrono::seconds{PyDateTime_DATE_GET_SECOND(at)} +
         Duration{PyDateTime_DATE_GET_MICROSECOND(at)} - duration_of(offset);
}

py::object to_python(Duration duration) {
  known();
  const auto days = std::chrono::floor<std::chrono::days>(duration);
  const std::int64_t rest = (duration - days).count();
  return taken(PyDelta_FromDSU(static_cast<int>(days.count()), static_cast<int>(rest / second),
                               static_cast<int>(rest % second)));
}

Duration duration_of(py::handle object) {
  known();
  if (PyUnicode_Check(object.ptr())) return from_text_of<Duration>(object);
  if (!PyDelta_Check(object.ptr())) refuse_type("a timedelta", object);
  const std::int64_t days = PyDateTime_DELTA_GET_DAYS(object.ptr());
  // A tenth of what fits, and 29,000 years.
  if (days > 10'000'000 || days < -10'000'000)
    throw Error(Code::invalid, "is too long; ten million days are the most");
  return std::chrono::days{days} + std::chrono::seconds{PyDateTime_DELTA_GET_SECONDS(object.ptr())} +
         Duration{PyDateTime_DELTA_GET_MICROSECONDS(object.ptr())};
}

py::object to_python(Date date) {
  known();
  if (!date.ok()) return py::none();  // a day that nobody gave
  return taken(PyDate_FromDate(int{date.year()}, static_cast<int>(unsigned{date.month()}),
                               static_cast<int>(unsigned{date.day()})));
}

Date date_of(py::handle object) {
  known();
  if (PyUnicode_Check(object.ptr())) return from_text_of<Date>(object);
  if (!PyDate_Check(object.ptr()) || PyDateTime_Check(object.ptr()))
    refuse_type("a date (of a datetime: its .date() in the zone that is meant)", object);
  return {std::chrono::year{PyDateTime_GET_YEAR(object.ptr())},
          std::chrono::month{static_cast<unsigned>(PyDateTime_GET_MONTH(object.ptr()))},
          std::chrono::day{static_cast<unsigned>(PyDateTime_GET_DAY(object.ptr()))}};
}

PartialDate partial_date_of(py::handle object) {
  if (PyUnicode_Check(object.ptr())) return from_text_of<PartialDate>(object);
  if (py::isinstance<PartialDate>(object)) return object.cast<PartialDate>();
  known();
  if (!PyDate_Check(object.ptr())) refuse_type("a PartialDate or a date", object);
  const Date date = date_of(object);
  return {static_cast<std::int16_t>(int{date.year()}), static_cast<std::uint8_t>(unsigned{date.month()}),
          static_cast<std::uint8_t>(unsigned{date.day()})};
}

// ---- Money

Money money_of(py::handle object) {
  if (PyUnicode_Check(object.ptr())) return from_text_of<Money>(object);
  if (!py::isinstance<Money>(object)) refuse_type("Money, or a text as in \"12.50 EUR\"", object);
  return object.cast<Money>();
}

namespace {

Money make_money(py::handle amount, std::string_view currency) {
  if (PyFloat_Check(amount.ptr()))
    refuse_type("a Decimal, a whole number or a text (a float is not exact)", amount);
  // The library reads and rounds nothing: what has too many digits is refused.
  const py::object exact = known().decimal(amount);
  return from_text<Money>(
      fmt::format("{} {}", py::str(exact.attr("__format__")("f")).cast<std::string>(), currency));
}

py::object decimal_of(const Money& money) {
  return known().decimal(money.minor).attr("scaleb")(-money.currency.digits());
}

void add_money(py::module_& module) {
  py::class_<Money> money(module, "Money",
                          "An exact amount with its ISO 4217 currency.\n\n"
                          "Money(\"12.50\", \"EUR\"); the amount is a Decimal, a whole number or a text. "
                          "Adding two currencies raises Invalid.");
  money.def(py::init(&make_money), py::arg("amount"), py::arg("currency"))
      .def_readonly("minor", &Money::minor, "The amount in minor units, as cents.")
      .def_property_readonly("amount", &decimal_of, "The amount as an exact Decimal.")
      .def_property_readonly(
          "currency", [](const Money& of) { return std::string(of.currency.code()); },
          "Three capital letters, as in EUR.")
      .def(
          "__add__", [](const Money& a, const Money& b) { return a + b; }, py::is_operator())
      .def(
          "__sub__", [](const Money& a, const Money& b) { return a - b; }, py::is_operator())
      .def(
          "__eq__", [](const Money& a, const Money& b) { return a == b; }, py::is_operator())
      .def(
          "__ne__", [](const Money& a, const Money& b) { return a != b; }, py::is_operator())
      .def(
          "__hash__",
          [](const Money& of) { return py::hash(py::make_tuple(of.minor, std::string(of.currency.code()))); })
      .def("__str__", [](const Money& of) { return to_text(of); })
      .def("__repr__",
           [](const Money& of) {
             return fmt::format("Money('{}', '{}')", py::str(decimal_of(of)).cast<std::string>(),
                                of.currency.code());
           })
      .def("__reduce__", [type = py::object(money)](const Money& of) {
        return py::make_tuple(type, py::make_tuple(decimal_of(of), std::string(of.currency.code())));
      });
}

void add_partial_date(py::module_& module) {
  const auto part = [](auto value) -> py::object {
    return value == 0 ? py::object(py::none()) : py::object(py::int_(static_cast<int>(value)));
  };
  py::class_<PartialDate> date(module, "PartialDate",
                               "A date of which only a part may be known: a birthday without its year, the "
                               "year of a foundation.\n\nPartialDate(\"--05-12\") or PartialDate(month=5, "
                               "day=12); parts that are not known are None.");
  date.def(py::init(
               [](const std::optional<std::string>& text, py::object year, py::object month, py::object day) {
                 if (text) return from_text<PartialDate>(*text);
                 const auto number = [](const py::object& value, std::int64_t highest) -> std::int64_t {
                   if (value.is_none()) return 0;
                   const std::int64_t given = integer_of(value);
                   if (given < 1 || given > highest)
                     throw Error(Code::invalid, "there is no such year, month or day");
                   return given;
                 };
                 const PartialDate made{static_cast<std::int16_t>(number(year, 9999)),
                                        static_cast<std::uint8_t>(number(month, 12)),
                                        static_cast<std::uint8_t>(number(day, 31))};
                 if (!exists(made))
                   throw Error(
                       Code::invalid,
                       "is no date; a year, a year and a month, all three, or a month and a day are right");
                 return made;
               }),
           py::arg("text") = py::none(), py::kw_only(), py::arg("year") = py::none(),
           py::arg("month") = py::none(), py::arg("day") = py::none())
      .def_property_readonly(
          "year", [part](const PartialDate& of) { return part(of.year); }, "None when not known.")
      .def_property_readonly(
          "month", [part](const PartialDate& of) { return part(of.month); }, "1 to 12.")
      .def_property_readonly(
          "day", [part](const PartialDate& of) { return part(of.day); }, "1 to 31.")
      .def(
          "__eq__", [](const PartialDate& a, const PartialDate& b) { return a == b; }, py::is_operator())
      .def(
          "__ne__", [](const PartialDate& a, const PartialDate& b) { return a != b; }, py::is_operator())
      .def(
          "__lt__", [](const PartialDate& a, const PartialDate& b) { return a < b; }, py::is_operator())
      .def("__hash__", [](const PartialDate& of) { return py::hash(py::str(to_text(of))); })
      .def("__str__", [](const PartialDate& of) { return to_text(of); })
      .def("__repr__",
           [](const PartialDate& of) {
             std::string parts;
             const auto add = [&](const char* name, int value) {
               if (value != 0) parts += fmt::format("{}{}={}", parts.empty() ? "" : ", ", name, value);
             };
             add("year", of.year);
             add("month", of.month);
             add("day", of.day);
             return fmt::format("PartialDate({})", parts);
           })
      .def("__reduce__", [type = py::object(date)](const PartialDate& of) {
        return py::make_tuple(type, py::make_tuple(to_text(of)));
      });
}

// ---- Ids

struct IdObject {
  PyObject_HEAD Reference reference;
};

PyTypeObject* id_type = nullptr;

const Reference& reference_in(PyObject* self) { return reinterpret_cast<IdObject*>(self)->reference; }

std::string kind_text(const Reference& reference) {
  const Kind* kind = find_kind(reference.kind_number());
  return kind ? std::string(kind->name) : std::to_string(reference.kind_number());
}

PyObject* new_id(const Reference& reference) {
  auto* made = PyObject_New(IdObject, id_type);
  if (made) new (&made->reference) Reference(reference);
  return reinterpret_cast<PyObject*>(made);
}

PyObject* id_new(PyTypeObject*, PyObject* arguments, PyObject* names) {
  static const char* words[] = {"kind", "text", nullptr};
  const char* kind = nullptr;
  const char* text = nullptr;
  if (!PyArg_ParseTupleAndKeywords(arguments, names, "ss:Id", const_cast<char**>(words), &kind, &text))
    return nullptr;
  return guarded([&] { return new_id(Reference::to(kind_named(kind).number, from_text<Uuid>(text))); });
}

PyObject* id_text(PyObject* self) { return py::str(to_text(reference_in(self).uuid())).release().ptr(); }
PyObject* id_shown(PyObject* self) {
  const Reference& reference = reference_in(self);
  return py::str(fmt::format("Id('{}', '{}')", kind_text(reference), to_text(reference.uuid())))
      .release()
      .ptr();
}
Py_hash_t id_hash(PyObject* self) {
  const auto& bytes = reference_in(self).bytes;
  const auto hash = static_cast<Py_hash_t>(
      std::hash<std::string_view>{}({reinterpret_cast<const char*>(bytes.data()), bytes.size()}));
  return hash == -1 ? -2 : hash;
}
PyObject* id_compare(PyObject* a, PyObject* b, int operation) {
  if (Py_TYPE(b) != id_type) Py_RETURN_NOTIMPLEMENTED;
  Py_RETURN_RICHCOMPARE(reference_in(a), reference_in(b), operation);
}
PyObject* id_reduce(PyObject* self, PyObject*) {
  const Reference& reference = reference_in(self);
  return py::make_tuple(py::handle(reinterpret_cast<PyObject*>(id_type)),
                        py::make_tuple(kind_text(reference), to_text(reference.uuid())))
      .release()
      .ptr();
}
PyObject* id_kind(PyObject* self, void*) { return py::str(kind_text(reference_in(self))).release().ptr(); }
PyObject* id_bytes(PyObject* self, void*) {
  const Uuid uuid = reference_in(self).uuid();
  return PyBytes_FromStringAndSize(reinterpret_cast<const char*>(uuid.bytes.data()), uuid.bytes.size());
}
PyObject* id_uuid(PyObject* self, void*) {
  return guarded([&] {
    return py::module_::import("uuid")
        .attr("UUID")(py::str(to_text(reference_in(self).uuid())))
        .release()
        .ptr();
  });
}

void add_id(py::module_& module) {
  static PyGetSetDef properties[] = {
      {"kind", id_kind, nullptr, "The kind of the record, as in customer.", nullptr},
      {"bytes", id_bytes, nullptr, "The 16 bytes of the UUID.", nullptr},
      {"uuid", id_uuid, nullptr, "The id as a uuid.UUID.", nullptr},
      {}};
  static PyMethodDef methods[] = {{"__reduce__", id_reduce, METH_NOARGS, nullptr},
                                  {"__class_getitem__", Py_GenericAlias, METH_O | METH_CLASS, nullptr},
                                  {}};
  PyType_Slot slots[] = {
      {Py_tp_doc,
       const_cast<char*>("What a record is called: Id(\"customer\", \"0190163d-...\").\n\nPrints as the 36 "
                         "characters; ids compare in the order in which records were made.")},
      {Py_tp_new, reinterpret_cast<void*>(id_new)},
      {Py_tp_str, reinterpret_cast<void*>(id_text)},
      {Py_tp_repr, reinterpret_cast<void*>(id_shown)},
      {Py_tp_hash, reinterpret_cast<void*>(id_hash)},
      {Py_tp_richcompare, reinterpret_cast<void*>(id_compare)},
      {Py_tp_getset, properties},
      {Py_tp_methods, methods},
      {}};
  PyType_Spec spec{"rapport.Id", sizeof(IdObject), 0, Py_TPFLAGS_DEFAULT, slots};
  id_type = reinterpret_cast<PyTypeObject*>(taken(PyType_FromSpec(&spec)).release().ptr());
  module.attr("Id") = py::handle(reinterpret_cast<PyObject*>(id_type));
}

}  // namespace

py::object make_id(const Reference& reference) { return taken(new_id(reference)); }

py::object make_id(const Kind* kind, const Uuid& uuid) {
  return make_id(Reference::to(kind ? kind->number : 0, uuid));
}

namespace {

// "an agent", "a Customer"
std::string with_article(std::string_view name) {
  const bool is_vowel = std::string_view("aeiouAEIOU").find(name.front()) != std::string_view::npos;
  return fmt::format("{} {}", is_vowel ? "an" : "a", name);
}

void need_added(py::handle object) {
  const RecordObject* record = record_in(object);
  if (record && id_of(*record->kind, record->record) == Uuid{})
    throw Error(Code::not_found, fmt::format("this {} was never added; add it first", record->kind->name));
}

// Of an Id or a record, which need not have been added.
Reference reference_of_object(py::handle object) {
  if (Py_TYPE(object.ptr()) == id_type) return reference_in(object.ptr());
  const RecordObject* record = record_in(object);
  return Reference::to(record->kind->number, id_of(*record->kind, record->record));
}

}  // namespace

Reference reference_of(py::handle object) {
  need_added(object);
  if (Py_TYPE(object.ptr()) == id_type || record_in(object)) return reference_of_object(object);
  if (!PyUnicode_Check(object.ptr())) refuse_type("an Id or a record", object);
  const std::string_view text = text_of(object);
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos)
    throw Error(Code::invalid,
                fmt::format("{} is not a reference; give an Id, a record, or kind and id as in "
                            "customer/0190163d-8694-739b-aea5-966c26f8ad91",
                            text::shown(text)));
  return Reference::to(kind_named(text.substr(0, slash)).number, from_text<Uuid>(text.substr(slash + 1)));
}

Uuid uuid_of(py::handle object, const Kind& kind) {
  if (PyUnicode_Check(object.ptr())) return from_text<Uuid>(text_of(object));
  if (Py_TYPE(object.ptr()) != id_type && !record_in(object))
    refuse_type(
        fmt::format("the Id of {}, or {}", with_article(kind.name), with_article(class_name(kind.name))),
        object);
  const Reference reference = reference_of_object(object);
  if (reference.kind_number() != kind.number)
    throw Error(Code::invalid, fmt::format("the id of {} is right here, not that of {}",
                                           with_article(kind.name), with_article(kind_text(reference))));
  need_added(object);
  return reference.uuid();
}

// ---- Enumerations

namespace {

// Members in the order of the description; never freed.
struct EnumerationMembers {
  py::object type;
  std::vector<py::object> members;
};

EnumerationMembers make_enumeration(const EnumerationInfo& info) {
  py::list names;
  for (const EnumerationValue& each : info.values) names.append(py::make_tuple(each.name, each.name));
  const std::string name = class_name(info.name);
  using namespace py::literals;
  EnumerationMembers made;
  made.type = known().enumeration(name, names, "module"_a = "rapport", "qualname"_a = name);
  made.type.attr("__doc__") = info.sentence;
  for (const EnumerationValue& each : info.values) {
    made.members.push_back(made.type.attr(py::str(each.name)));
    made.members.back().attr("__doc__") = each.sentence;
  }
  add_name(name.c_str(), made.type);
  return made;
}

const EnumerationMembers& members_of(const EnumerationInfo& info) {
  static auto* const all = new std::map<const EnumerationInfo*, EnumerationMembers>;
  const auto found = all->find(&info);
  if (found != all->end()) return found->second;
  return all->emplace(&info, make_enumeration(info)).first->second;
}

}  // namespace

py::object enumeration_class(const EnumerationInfo& info) { return members_of(info).type; }

py::object to_python(const EnumerationInfo& info, std::string_view name) {
  const EnumerationMembers& members = members_of(info);
  for (std::size_t i = 0; i < info.values.size(); ++i)
    if (info.values[i].name == name) return members.members[i];
  return py::none();
}

std::string_view name_of(const EnumerationInfo& info, py::handle object) {
  // A member of another enumeration is a text, too, but not meant.
  const EnumerationMembers& members = members_of(info);
  if (!PyUnicode_Check(object.ptr()) ||
      (py::isinstance(object, known().enumeration) && !py::isinstance(object, members.type)))
    refuse_type(fmt::format("a {} or its name", class_name(info.name)), object);
  const std::string_view name = text_of(object);
  std::string names;
  for (const EnumerationValue& each : info.values) {
    if (each.name == name) return each.name;
    names += fmt::format("{}{}", names.empty() ? "" : ", ", each.name);
  }
  throw Error(Code::invalid, fmt::format("{} is not one of {}", text::shown(name), names));
}

void add_values(py::module_& module) {
  add_id(module);
  add_money(module);
  add_partial_date(module);
}

}  // namespace rapport::python
