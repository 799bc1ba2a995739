// Values: how ids, instants, days, durations, money and enumerations stand in Python, and back.
//
// What goes in may also be written as the text that C++, the command and JSON know for it; an id may be the record
// itself. Each function that takes a Python object throws Error(Code::invalid), saying what would be right, for a
// value that cannot be meant, and raises TypeError for an object of a type that makes no sense.
// Threads: all of it needs the interpreter's lock.
#pragma once

#include <pybind11/pybind11.h>

#include <string>
#include <string_view>

#include "kernel/kind.hpp"

namespace rapport::python {

namespace py = pybind11;

// "CaseEvent" for "case_event".
std::string class_name(std::string_view name);

// Remembers the module, which is not importable before it is complete.
void begin(py::module_& module);
// Gives the module one more name, which must be new.
void add_name(const char* name, py::handle object);

// Raises TypeError: "an aware datetime is right here, not 5 (int)". A field's name stands in front when there is one.
[[noreturn]] void refuse_type(std::string_view what_is_right, py::handle given);

// Borrowed from the object. Refuses surrogates, which UTF-8 cannot hold.
std::string_view text_of(py::handle object);
std::int64_t integer_of(py::handle object);

py::object to_python(Instant instant);
Instant instant_of(py::handle object);
py::object to_python(Duration duration);
Duration duration_of(py::handle object);
py::object to_python(Date date);
Date date_of(py::handle object);
PartialDate partial_date_of(py::handle object);
Money money_of(py::handle object);

// An id of a kind; null for a kind that this version does not know.
py::object make_id(const Kind* kind, const Uuid& uuid);
// From an Id, a record or 36 characters.
Uuid uuid_of(py::handle object, const Kind& kind);
py::object make_id(const Reference& reference);
Reference reference_of(py::handle object);

// The enum class, made at first sight.
py::object enumeration_class(const EnumerationInfo& info);
// None for a name that a newer version wrote.
py::object to_python(const EnumerationInfo& info, std::string_view name);
// The name, from a member or a name; refuses others and lists what there is.
std::string_view name_of(const EnumerationInfo& info, py::handle object);

// Adds Id, Money and PartialDate to the module.
void add_values(py::module_& module);

}  // namespace rapport::python
