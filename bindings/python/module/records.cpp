#include "records.hpp"

#include <fmt/format.h>

#include <unordered_map>

#include "conditions.hpp"
#include "kernel/catalogue.hpp"
#include "kernel/validate.hpp"
#include "values.hpp"

namespace rapport::python {

namespace {

PyTypeObject* record_base = nullptr;
PyTypeObject* field_type = nullptr;

std::unordered_map<const void*, const Kind*>& kinds_by_class() {
  static auto* const all = new std::unordered_map<const void*, const Kind*>;
  return *all;
}
std::unordered_map<const Kind*, PyTypeObject*>& classes_by_kind() {
  static auto* const all = new std::unordered_map<const Kind*, PyTypeObject*>;
  return *all;
}

RecordObject* record_self(PyObject* self) { return reinterpret_cast<RecordObject*>(self); }
FieldObject* field_self(PyObject* self) { return reinterpret_cast<FieldObject*>(self); }

py::object taken(PyObject* made) {
  if (!made) throw py::error_already_set();
  return py::reinterpret_steal<py::object>(made);
}

// Types of this file stay as long as the process, and so do the texts that they point to.
const char* kept(const std::string& text) { return (new std::string(text))->c_str(); }

PyTypeObject* make_type(PyType_Spec& spec, PyObject* base = nullptr) {
  const py::object bases = base ? py::make_tuple(py::handle(base)) : py::object();
  return reinterpret_cast<PyTypeObject*>(taken(PyType_FromSpecWithBases(&spec, bases.ptr())).release().ptr());
}

py::object ids_to_python(const Field& field, std::string_view bytes) {
  py::list items;
  const std::size_t size = field.type == Type::ids ? sizeof(Uuid) : sizeof(Reference);
  for (; bytes.size() >= size; bytes.remove_prefix(size)) {
    const std::string_view item = bytes.substr(0, size);
    items.append(field.type == Type::ids ? make_id(&field.refers_to(), rapport::uuid_of(item))
                                         : make_id(rapport::reference_of(item)));
  }
  return items;
}

std::string ids_bytes(const Field& field, py::handle value) {
  if (PyUnicode_Check(value.ptr())) refuse_type("a list of ids", value);
  std::string bytes;
  for (const py::handle item :
       py::reinterpret_steal<py::object>(taken(PyObject_GetIter(value.ptr())).release()))
    if (field.type == Type::ids)
      bytes += Value::of(uuid_of(item, field.refers_to())).text;
    else
      bytes += Value::of(reference_of(item)).text;
  return bytes;
}

void set_column(const Field& field, void* record, const Value& value, std::size_t column = 0) {
  field.columns[column].set(record, value);
}

void write_value(const Field& field, void* record, py::handle value) {
  if (value.is_none()) {
    if (!field.optional) throw Error(Code::invalid, "is required, and None is no value");
    for (std::size_t i = 0; i < field.columns.size(); ++i) set_column(field, record, {}, i);
    return;
  }
  switch (field.type) {
    case Type::boolean:
      if (!PyBool_Check(value.ptr())) refuse_type("True or False", value);
      return set_column(field, record, Value::of(std::int64_t{value.ptr() == Py_True}));
    case Type::integer: return set_column(field, record, Value::of(integer_of(value)));
    case Type::real: {
      if (PyBool_Check(value.ptr()) || !PyNumber_Check(value.ptr())) refuse_type("a number", value);
      const double number = PyFloat_AsDouble(value.ptr());
      if (number == -1.0 && PyErr_Occurred()) throw py::error_already_set();
      return set_column(field, record, Value::of(number));
    }
    case Type::text: return set_column(field, record, Value::of(text_of(value)));
    case Type::enumeration: return set_column(field, record, Value::of(name_of(*field.enumeration, value)));
    case Type::id: {
      const Uuid uuid = uuid_of(value, field.refers_to());
      return set_column(field, record, Value::of(uuid));
    }
    case Type::instant:
      return set_column(field, record, Value::of(std::int64_t{instant_of(value).time_since_epoch().count()}));
    case Type::duration:
      return set_column(field, record, Value::of(std::int64_t{duration_of(value).count()}));
    case Type::date: {
      const auto stored = detail::stored(date_of(value));
      return set_column(field, record, Value::of(stored));
    }
    case Type::partial_date:
      return set_column(field, record, Value::of(detail::stored_date(partial_date_of(value))));
    case Type::money: {
      const Money money = money_of(value);
      set_column(field, record, Value::of(money.minor), 0);
      return set_column(field, record, Value::of(money.currency.code()), 1);
    }
    case Type::reference: {
      const Reference reference = reference_of(value);
      return set_column(field, record, Value::of(reference));
    }
    case Type::ids:
    case Type::references: {
      const std::string bytes = ids_bytes(field, value);
      return set_column(field, record, Value::bytes(bytes));
    }
  }
}

// ---- Objects

PyObject* record_new(PyTypeObject* type, PyObject* arguments, PyObject* names) {
  return guarded([&]() -> PyObject* {
    const Kind* kind = kind_of_class(reinterpret_cast<PyObject*>(type));
    if (!kind) throw py::type_error("a record is made by its own class, as in Customer(name=\"Acme\")");
    if (PyTuple_GET_SIZE(arguments) != 0)
      throw py::type_error(
          fmt::format("{0} takes fields by their names, as in {0}(version=0)", class_name(kind->name)));
    HeldRecord held(*kind);
    if (names) write_fields(*kind, held.get(), py::reinterpret_borrow<py::dict>(names));
    return to_python(std::move(held)).release().ptr();
  });
}

void record_free(PyObject* self) {
  record_self(self)->kind->destroy(record_self(self)->record);
  PyTypeObject* type = Py_TYPE(self);
  PyObject_Free(self);
  Py_DECREF(type);
}

PyObject* record_compare(PyObject* a, PyObject* b, int operation) {
  const RecordObject* other = record_in(b);
  if (!other || (operation != Py_EQ && operation != Py_NE)) Py_RETURN_NOTIMPLEMENTED;
  const RecordObject* self = record_self(a);
  bool equal = self->kind == other->kind;
  if (equal)
    for (const Field& field : self->kind->fields) equal = equal && field.same(self->record, other->record);
  return PyBool_FromLong(equal == (operation == Py_EQ));
}

PyObject* record_shown(PyObject* self) {
  return guarded([&] {
    const RecordObject* of = record_self(self);
    const HeldRecord fresh(*of->kind);
    std::string text = class_name(of->kind->name) + "(";
    bool first = true;
    for (const Field& field : of->kind->fields) {
      if (field.same(of->record, fresh.get())) continue;
      text += fmt::format("{}{}={}", first ? "" : ", ", field.name,
                          py::repr(read_field(field, of->record)).cast<std::string>());
      first = false;
    }
    return py::str(text + ")").release().ptr();
  });
}

py::dict fields_of(const RecordObject* of) {
  py::dict fields;
  for (const Field& field : of->kind->fields) fields[py::str(field.name)] = read_field(field, of->record);
  return fields;
}

PyObject* record_asdict(PyObject* self, PyObject*) {
  return guarded([&] { return fields_of(record_self(self)).release().ptr(); });
}

PyObject* record_replace(PyObject* self, PyObject* arguments, PyObject* names) {
  return guarded([&] {
    if (PyTuple_GET_SIZE(arguments) != 0) throw py::type_error("replace() takes fields by their names");
    const RecordObject* of = record_self(self);
    HeldRecord copy(*of->kind);
    of->kind->copy(copy.get(), of->record);
    if (names) write_fields(*of->kind, copy.get(), py::reinterpret_borrow<py::dict>(names));
    return to_python(std::move(copy)).release().ptr();
  });
}

PyObject* record_restored(PyObject*, PyObject* arguments) {
  return guarded([&]() -> PyObject* {
    PyObject* type = nullptr;
    PyObject* fields = nullptr;
    if (!PyArg_ParseTuple(arguments, "OO!", &type, &PyDict_Type, &fields)) return nullptr;
    return record_new(reinterpret_cast<PyTypeObject*>(type), py::tuple().ptr(), fields);
  });
}

// Fields that a newer version named have no value here and stay out.
PyObject* record_reduce(PyObject* self, PyObject*) {
  return guarded([&] {
    py::dict fields;
    for (const auto& [name, value] : fields_of(record_self(self)))
      if (!value.is_none()) fields[name] = value;
    return py::make_tuple(py::module_::import("rapport").attr("_record"),
                          py::make_tuple(py::type::of(py::handle(self)), fields))
        .release()
        .ptr();
  });
}

PyObject* record_html(PyObject* self, PyObject*) {
  return guarded(
      [&] { return py::module_::import("rapport._html").attr("record")(py::handle(self)).release().ptr(); });
}

void add_record_base(py::module_& module) {
  static PyMethodDef methods[] = {
      {"asdict", record_asdict, METH_NOARGS, "Every field by its name, None where it has no value."},
      {"replace", reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(record_replace)),
       METH_VARARGS | METH_KEYWORDS, "A copy with other values in the fields that are named."},
      {"__reduce__", record_reduce, METH_NOARGS, nullptr},
      {"_repr_html_", record_html, METH_NOARGS, "The record as a notebook shows it."},
      {}};
  PyType_Slot slots[] = {
      {Py_tp_doc, const_cast<char*>("A record of any kind: a value, compared by its fields.")},
      {Py_tp_new, reinterpret_cast<void*>(record_new)},
      {Py_tp_dealloc, reinterpret_cast<void*>(record_free)},
      {Py_tp_richcompare, reinterpret_cast<void*>(record_compare)},
      {Py_tp_hash, reinterpret_cast<void*>(PyObject_HashNotImplemented)},
      {Py_tp_repr, reinterpret_cast<void*>(record_shown)},
      {Py_tp_methods, methods},
      {}};
  PyType_Spec spec{"rapport.Record", sizeof(RecordObject), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE,
                   slots};
  record_base = make_type(spec);
  module.attr("Record") = py::handle(reinterpret_cast<PyObject*>(record_base));
}

// ---- Fields of classes

PyObject* new_field(const Kind& of, const Kind& holder, const Field& field, const std::string& path) {
  auto* made = PyObject_New(FieldObject, field_type);
  if (!made) return nullptr;
  made->of = &of;
  made->holder = &holder;
  made->field = &field;
  made->path = new std::string(path);
  return reinterpret_cast<PyObject*>(made);
}

void field_free(PyObject* self) {
  delete field_self(self)->path;
  PyTypeObject* type = Py_TYPE(self);
  PyObject_Free(self);
  Py_DECREF(type);
}

PyObject* field_get(PyObject* self, PyObject* object, PyObject*) {
  if (!object || object == Py_None) {
    Py_INCREF(self);
    return self;
  }
  return guarded([&]() -> PyObject* {
    const RecordObject* record = record_self(object);
    // One check for all: the descriptor of one class may be asked about an object of another.
    if (!record_in(object) || record->kind != field_self(self)->of)
      refuse_type("a record of the field's kind", object);
    return read_field(*field_self(self)->field, record->record).release().ptr();
  });
}

int field_set(PyObject* self, PyObject* object, PyObject* value) {
  return guarded(
      [&] {
        const FieldObject* of = field_self(self);
        if (!record_in(object) || record_self(object)->kind != of->of)
          refuse_type("a record of the field's kind", object);
        if (is_common(*of->field)) {
          PyErr_Format(PyExc_AttributeError, "the book alone writes %s; to change a copy, use replace()",
                       std::string(of->field->name).c_str());
          return -1;
        }
        write_field(*of->of, *of->field, record_self(object)->record, value ? py::handle(value) : py::none());
        return 0;
      },
      -1);
}

// Behind a reference to one kind stand the fields of that kind.
PyObject* field_attribute(PyObject* self, PyObject* name) {
  return guarded([&]() -> PyObject* {
    const FieldObject* of = field_self(self);
    if (of->field->type == Type::id && of->field->number != id_field && PyUnicode_Check(name)) {
      const Kind& target = of->field->refers_to();
      if (const Field* found = target.find(text_of(name)))
        return new_field(*of->of, target, *found, fmt::format("{}.{}", *of->path, found->name));
    }
    return PyObject_GenericGetAttr(self, name);
  });
}

PyObject* field_compare(PyObject* self, PyObject* value, int operation) {
  return guarded([&] { return compare(*field_self(self), operation, value).release().ptr(); });
}
PyObject* field_among(PyObject* self, PyObject* values) {
  return guarded([&] { return among(*field_self(self), values).release().ptr(); });
}
PyObject* field_starts_with(PyObject* self, PyObject* text) {
  return guarded([&] { return starts_with(*field_self(self), text).release().ptr(); });
}
PyObject* field_shown(PyObject* self) {
  const FieldObject* of = field_self(self);
  return py::str(fmt::format("{}.{}", class_name(of->of->name), *of->path)).release().ptr();
}
PyObject* field_name(PyObject* self, void*) { return py::str(field_self(self)->field->name).release().ptr(); }
PyObject* field_sentence(PyObject* self, void*) {
  return py::str(field_self(self)->field->sentence).release().ptr();
}
PyObject* field_class(PyObject* self, void*) { return record_class(*field_self(self)->of).release().ptr(); }

void add_field_type(py::module_& module) {
  static PyGetSetDef properties[] = {{"__name__", field_name, nullptr, nullptr, nullptr},
                                     {"__doc__", field_sentence, nullptr, nullptr, nullptr},
                                     {"__objclass__", field_class, nullptr, nullptr, nullptr},
                                     {}};
  static PyMethodDef methods[] = {
      {"among", field_among, METH_O, "Whether the field has one of these values."},
      {"starts_with", field_starts_with, METH_O, "Whether a text begins so; capitals and accents count."},
      {"__class_getitem__", Py_GenericAlias, METH_O | METH_CLASS, nullptr},
      {}};
  PyType_Slot slots[] = {{Py_tp_dealloc, reinterpret_cast<void*>(field_free)},
                         {Py_tp_descr_get, reinterpret_cast<void*>(field_get)},
                         {Py_tp_descr_set, reinterpret_cast<void*>(field_set)},
                         {Py_tp_getattro, reinterpret_cast<void*>(field_attribute)},
                         {Py_tp_richcompare, reinterpret_cast<void*>(field_compare)},
                         {Py_tp_hash, reinterpret_cast<void*>(PyObject_HashNotImplemented)},
                         {Py_tp_repr, reinterpret_cast<void*>(field_shown)},
                         {Py_tp_getset, properties},
                         {Py_tp_methods, methods},
                         {}};
  PyType_Spec spec{"rapport.Field", sizeof(FieldObject), 0, Py_TPFLAGS_DEFAULT, slots};
  field_type = make_type(spec);
  field_type->tp_new = nullptr;
  module.attr("Field") = py::handle(reinterpret_cast<PyObject*>(field_type));
}

void add_record_class(py::module_& module, const Kind& kind) {
  const std::string name = class_name(kind.name);
  std::string doc = std::string(kind.sentence) + "\n\nFields:\n";
  for (const Field& field : kind.fields) doc += fmt::format("  {}: {}\n", field.name, field.sentence);
  PyType_Slot slots[] = {{Py_tp_doc, const_cast<char*>(kept(doc))}, {}};
  PyType_Spec spec{kept("rapport." + name), sizeof(RecordObject), 0, Py_TPFLAGS_DEFAULT, slots};
  PyTypeObject* type = make_type(spec, reinterpret_cast<PyObject*>(record_base));
  const py::handle made(reinterpret_cast<PyObject*>(type));
  for (const Field& field : kind.fields) {
    if (field.enumeration) enumeration_class(*field.enumeration);
    made.attr(std::string(field.name).c_str()) = taken(new_field(kind, kind, field, std::string(field.name)));
  }
  kinds_by_class()[type] = &kind;
  classes_by_kind()[&kind] = type;
  module.attr(name.c_str()) = made;
}

// What the generator of the stubs asks: name, type, whether it may be absent, sentence, enumeration, target.
py::list described_fields(py::handle type) {
  const Kind* kind = kind_of_class(type);
  if (!kind) refuse_type("a class of records", type);
  py::list fields;
  for (const Field& field : kind->fields)
    fields.append(py::make_tuple(
        field.name, name(field.type), field.optional, field.sentence,
        field.enumeration ? py::object(py::str(class_name(field.enumeration->name))) : py::none(),
        field.refers_to ? py::object(py::str(class_name(field.refers_to().name))) : py::none()));
  return fields;
}

}  // namespace

const RecordObject* record_in(py::handle object) noexcept {
  PyTypeObject* type = Py_TYPE(object.ptr());
  return type->tp_base == record_base ? record_self(object.ptr()) : nullptr;
}

const void* record_of(py::handle object, const Kind& kind) {
  const RecordObject* record = record_in(object);
  if (!record || record->kind != &kind) refuse_type(fmt::format("a {}", class_name(kind.name)), object);
  return record->record;
}

py::object to_python(HeldRecord record) {
  PyTypeObject* type = classes_by_kind().at(&record.kind());
  auto* made = PyObject_New(RecordObject, type);
  if (!made) throw py::error_already_set();
  made->kind = &record.kind();
  made->record = record.release();
  return py::reinterpret_steal<py::object>(reinterpret_cast<PyObject*>(made));
}

py::object record_class(const Kind& kind) {
  return py::reinterpret_borrow<py::object>(reinterpret_cast<PyObject*>(classes_by_kind().at(&kind)));
}

const Kind* kind_of_class(py::handle object) noexcept {
  const auto found = kinds_by_class().find(object.ptr());
  return found == kinds_by_class().end() ? nullptr : found->second;
}

const FieldObject* field_in(py::handle object) noexcept {
  return Py_TYPE(object.ptr()) == field_type ? field_self(object.ptr()) : nullptr;
}

py::object read_field(const Field& field, const void* record) {
  const Value value = field.columns[0].get(record);
  if (value.is_nothing()) {
    if (field.type == Type::ids || field.type == Type::references) return py::list();
    return py::none();
  }
  switch (field.type) {
    case Type::boolean: return py::bool_(value.integer != 0);
    case Type::integer: return py::int_(value.integer);
    case Type::real: return py::float_(value.real);
    case Type::text:
      return taken(
          PyUnicode_DecodeUTF8(value.text.data(), static_cast<Py_ssize_t>(value.text.size()), nullptr));
    case Type::enumeration: return to_python(*field.enumeration, value.text);
    case Type::id: return make_id(&field.refers_to(), rapport::uuid_of(value.text));
    case Type::instant: return to_python(Instant{Duration{value.integer}});
    case Type::duration: return to_python(Duration{value.integer});
    case Type::date: {
      const PartialDate date = detail::date_of(value.integer);
      return to_python(
          Date{std::chrono::year{date.year}, std::chrono::month{date.month}, std::chrono::day{date.day}});
    }
    case Type::partial_date: return py::cast(detail::date_of(value.integer));
    case Type::money: {
      Money money{value.integer, {}};
      detail::Member<Money>::set(money, 1, field.columns[1].get(record));
      return py::cast(money);
    }
    case Type::reference: return make_id(rapport::reference_of(value.text));
    case Type::ids:
    case Type::references: return ids_to_python(field, value.text);
  }
  return py::none();
}

void write_field(const Kind& kind, const Field& field, void* record, py::handle value) {
  try {
    write_value(field, record, value);
  } catch (const Error& error) {
    throw Error(error.code(), error.message(), place_of(kind, record, field));
  } catch (const py::type_error& error) {
    throw py::type_error(fmt::format("{}, field {}: {}", kind.name, field.name, error.what()));
  }
}

void write_fields(const Kind& kind, void* record, const py::dict& fields) {
  for (const auto& [name, value] : fields) write_field(kind, kind.field(text_of(name)), record, value);
}

void add_records(py::module_& module) {
  static PyMethodDef restored{"_record", record_restored, METH_VARARGS, nullptr};
  module.attr("_record") = taken(PyCFunction_NewEx(&restored, nullptr, py::str("rapport").release().ptr()));
  add_record_base(module);
  add_field_type(module);
  for (const Kind* kind : catalogue()) add_record_class(module, *kind);
  module.def("_described_fields", &described_fields);
}

}  // namespace rapport::python
