// Records: one Python class for each kind, made from its description when the module is loaded.
//
// An object holds a record as C++ has it; its class has one descriptor for each field, which reads and writes through
// the field's columns. On the class itself a descriptor is the beginning of a condition (conditions.hpp).
// Threads: all of it needs the interpreter's lock; a record is a value and belongs to whoever holds it.
#pragma once

#include <pybind11/pybind11.h>

#include <memory>
#include <string>

#include "errors.hpp"
#include "kernel/kind.hpp"

namespace rapport::python {

namespace py = pybind11;

struct RecordObject {
  PyObject_HEAD const Kind* kind;
  void* record;  // owned
};

// A field of a class, or one that a path of references leads to: Customer.owner.name.
struct FieldObject {
  PyObject_HEAD const Kind* of;  // whose class it was taken from
  const Kind* holder;            // whose field it is
  const Field* field;
  std::string* path;  // owned; "owner.name"
};

// A record of a kind that nobody holds yet.
class HeldRecord {
 public:
  explicit HeldRecord(const Kind& kind) : kind_(&kind), record_(kind.create(), kind.destroy) {}
  void* get() const noexcept { return record_.get(); }
  const Kind& kind() const noexcept { return *kind_; }
  void* release() noexcept { return record_.release(); }

 private:
  const Kind* kind_;
  std::unique_ptr<void, void (*)(void*)> record_;
};

// Null for anything that is no record.
const RecordObject* record_in(py::handle object) noexcept;
// The record of an object that must be of this kind.
const void* record_of(py::handle object, const Kind& kind);
py::object to_python(HeldRecord record);
py::object record_class(const Kind& kind);
// Null for a class that is none of a record.
const Kind* kind_of_class(py::handle object) noexcept;
// Null for anything else.
const FieldObject* field_in(py::handle object) noexcept;

// The value of a field, None for none.
py::object read_field(const Field& field, const void* record);
// Errors name the record and the field.
void write_field(const Kind& kind, const Field& field, void* record, py::handle value);
// Sets fields by their names.
void write_fields(const Kind& kind, void* record, const py::dict& fields);

void add_records(py::module_& module);

}  // namespace rapport::python
