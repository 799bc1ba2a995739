#include "conditions.hpp"

#include <fmt/format.h>
#include <pybind11/stl.h>

#include "errors.hpp"
#include "expression/texts.hpp"
#include "kernel/form.hpp"
#include "records.hpp"
#include "values.hpp"

namespace rapport::python {

namespace {

constexpr std::array<std::string_view, 6> operators{"<", "<=", "==", "!=", ">", ">="};  // Py_LT, Py_LE, ...

std::string_view sign_of(int operation) { return operators.at(static_cast<std::size_t>(operation)); }

std::string_view path_of(const FieldObject& field) { return *field.path; }

// What a value is compared with: of a reference, the id of what it leads to.
std::string compared(const FieldObject& field) {
  const bool leads = field.field->type == Type::reference ||
                     (field.field->type == Type::id && field.field->number != id_field);
  return *field.path + (leads ? ".id" : "");
}

py::object condition(const FieldObject& field, std::string text) {
  return py::cast(PythonCondition{field.of, std::move(text)});
}

// A record of the field's kind that has the value, which is thereby checked as that of any record is.
HeldRecord holder_of(const FieldObject& field, py::handle value) {
  HeldRecord held(*field.holder);
  write_field(*field.holder, *field.field, held.get(), value);
  return held;
}

std::string literal(const FieldObject& field, const HeldRecord& held) {
  const Field& of = *field.field;
  const Value value = of.columns[0].get(held.get());
  const std::string text = to_text(of, values_of(of, held.get())).value_or("");
  switch (of.type) {
    case Type::boolean:
    case Type::integer: return text;
    case Type::real: return text.find_first_of(".en") == std::string::npos ? text + ".0" : text;
    case Type::instant: return fmt::format("timestamp({})", cel::quoted(text));
    case Type::date: return fmt::format("date({})", cel::quoted(text));
    case Type::duration: {
      const bool negative = value.integer < 0;
      const std::int64_t micros = negative ? -value.integer : value.integer;
      return fmt::format("duration(\"{}{}.{:06}s\")", negative ? "-" : "", micros / 1'000'000,
                         micros % 1'000'000);
    }
    default: return cel::quoted(text);
  }
}

void need_order(const FieldObject& field, int operation) {
  const Type type = field.field->type;
  const bool ordered = type != Type::enumeration && type != Type::boolean && type != Type::id &&
                       type != Type::reference && type != Type::ids && type != Type::references;
  if (operation != Py_EQ && operation != Py_NE && !ordered)
    throw py::type_error(fmt::format("{} has no order; == and != are right, or among()", *field.path));
}

std::string money_text(const FieldObject& field, int operation, const HeldRecord& held) {
  Money money{field.field->columns[0].get(held.get()).integer, {}};
  detail::Member<Money>::set(money, 1, field.field->columns[1].get(held.get()));
  const bool differs = operation == Py_NE;
  const std::string text =
      fmt::format("({0}.currency == {1} && {0}.minor {2} {3})", path_of(field),
                  cel::quoted(money.currency.code()), differs ? "==" : sign_of(operation), money.minor);
  return differs ? "!" + text : text;
}

// A partial date in an expression is its parts.
std::string partial_date_text(const FieldObject& field, int operation, const HeldRecord& held) {
  if (operation != Py_EQ && operation != Py_NE)
    throw py::type_error(
        fmt::format("{} may lack its year and has no order; == and != are right", *field.path));
  const PartialDate date = detail::date_of(field.field->columns[0].get(held.get()).integer);
  const auto part = [&](const char* name, int value) {
    return fmt::format("{}.{} == {}", path_of(field), name, value == 0 ? "null" : std::to_string(value));
  };
  return fmt::format("{}({} && {} && {})", operation == Py_NE ? "!" : "", part("year", date.year),
                     part("month", date.month), part("day", date.day));
}

}  // namespace

py::object compare(const FieldObject& field, int operation, py::handle value) {
  need_order(field, operation);
  const Type type = field.field->type;
  if (type == Type::ids || type == Type::references)
    throw py::type_error(fmt::format(
        "{0} is a list; write it as a text, as in \"{0}.exists(each, each.name == 'Ana')\"", *field.path));
  if (value.is_none()) {
    if (operation != Py_EQ && operation != Py_NE)
      throw py::type_error("nothing is before or behind None; == and != are right");
    return condition(field, fmt::format("{} {} null", path_of(field), sign_of(operation)));
  }
  if (const FieldObject* other = field_in(value)) {
    if (other->of != field.of) throw py::type_error("both fields are of one class");
    return condition(field, fmt::format("{} {} {}", compared(field), sign_of(operation), compared(*other)));
  }
  if (type == Type::reference) {
    const Reference reference = reference_of(value);
    return condition(field, fmt::format("{} {} {}", compared(field), sign_of(operation),
                                        cel::quoted(to_text(reference.uuid()))));
  }
  const HeldRecord held = holder_of(field, value);
  if (type == Type::money) return condition(field, money_text(field, operation, held));
  if (type == Type::partial_date) return condition(field, partial_date_text(field, operation, held));
  return condition(field, fmt::format("{} {} {}", compared(field), sign_of(operation), literal(field, held)));
}

py::object among(const FieldObject& field, py::handle values) {
  const Type type = field.field->type;
  if (type == Type::money || type == Type::partial_date || type == Type::reference || type == Type::ids ||
      type == Type::references)
    throw py::type_error(fmt::format("{} has parts; combine conditions with |", *field.path));
  if (PyUnicode_Check(values.ptr())) refuse_type("a list of values", values);
  std::string list;
  for (const py::handle value : py::iter(values))
    list += fmt::format("{}{}", list.empty() ? "" : ", ", literal(field, holder_of(field, value)));
  return condition(field, fmt::format("{} in [{}]", compared(field), list));
}

py::object starts_with(const FieldObject& field, py::handle text) {
  if (field.field->type != Type::text)
    throw py::type_error(fmt::format("{} is no text; only texts begin with something", *field.path));
  return condition(field, fmt::format("{}.startsWith({})", path_of(field), cel::quoted(text_of(text))));
}

std::string expression_of(py::handle which, const Kind& kind) {
  if (!py::isinstance<PythonCondition>(which)) {
    if (!PyUnicode_Check(which.ptr()))
      refuse_type(
          fmt::format("a condition, as in {}.version > 0, or an expression in CEL", class_name(kind.name)),
          which);
    return std::string(text_of(which));
  }
  const auto& condition = which.cast<const PythonCondition&>();
  if (condition.kind != &kind)
    throw Error(Code::invalid,
                fmt::format("a condition about {} chooses no {}", condition.kind->plural, kind.plural));
  return condition.text;
}

namespace {

// What a pickle calls.
PyObject* condition_restored(PyObject*, PyObject* arguments) {
  return guarded([&]() -> PyObject* {
    const auto [type, text] = py::handle(arguments).cast<std::pair<py::object, std::string>>();
    const Kind* kind = kind_of_class(type);
    if (!kind) refuse_type("a class of records", type);
    return py::cast(PythonCondition{kind, text}).release().ptr();
  });
}

}  // namespace

void add_conditions(py::module_& module) {
  const auto combined = [](const PythonCondition& a, std::string_view sign, const PythonCondition& b) {
    if (a.kind != b.kind) throw py::type_error("both conditions are about one kind");
    return PythonCondition{a.kind, fmt::format("({}) {} ({})", a.text, sign, b.text)};
  };
  py::class_<PythonCondition>(module, "Condition",
                              "Which records are meant: Customer.stage == \"commitment\". Prints as CEL.\n\n"
                              "Combine conditions with & (both), | (either) and ~ (not), in brackets.")
      .def("__str__", [](const PythonCondition& self) { return self.text; })
      .def("__repr__",
           [](const PythonCondition& self) {
             return fmt::format("<condition about {}: {}>", self.kind->plural, self.text);
           })
      .def("__and__",
           [=](const PythonCondition& a, const PythonCondition& b) { return combined(a, "&&", b); })
      .def("__or__", [=](const PythonCondition& a, const PythonCondition& b) { return combined(a, "||", b); })
      .def("__invert__",
           [](const PythonCondition& self) {
             return PythonCondition{self.kind, fmt::format("!({})", self.text)};
           })
      .def("__bool__",
           [](const PythonCondition&) -> bool {
             throw py::type_error(
                 "a condition is true or false of a record only; combine conditions with & | ~ instead of "
                 "and, or, not, and give each its brackets");
           })
      .def("__reduce__", [](const PythonCondition& self) {
        return py::make_tuple(py::module_::import("rapport").attr("_condition"),
                              py::make_tuple(record_class(*self.kind), self.text));
      });
  static PyMethodDef restored{"_condition", condition_restored, METH_VARARGS, nullptr};
  module.attr("_condition") = py::reinterpret_steal<py::object>(
      PyCFunction_NewEx(&restored, nullptr, py::str("rapport").release().ptr()));
}

}  // namespace rapport::python
