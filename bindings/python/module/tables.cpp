#include "tables.hpp"

#include <fmt/format.h>

#include "common_shapes.hpp"
#include "conditions.hpp"
#include "engines/records.hpp"
#include "kernel/catalogue.hpp"
#include "verbs.hpp"

namespace rapport::python {

namespace {

struct Page {
  py::list records{};
  std::string next{};
};

}  // namespace

RAPPORT_SHAPE(Page,
              "Some records in order, and where the next page begins; next is empty when there is none.",
              RAPPORT_MEMBER(records), RAPPORT_MEMBER(next))

namespace {

// Rows that are read, or written, together.
constexpr std::size_t batch = 1000;

struct CheckedExpression {
  BookPointer book;
  const Kind* kind;
  std::shared_ptr<detail::Filter> filter;
};

struct Receiving {
  const Kind* kind;
  std::vector<HeldRecord> records;
};

detail::Receiver receiver(Receiving& into) {
  return {&into, [](void* context) -> void* {
            auto& receiving = *static_cast<Receiving*>(context);
            return receiving.records.emplace_back(*receiving.kind).get();
          }};
}

std::shared_ptr<detail::Filter> filter_of(const Table& table) {
  if (table.which.empty()) return nullptr;
  return detail::make_filter(table.book->session(), *table.kind, table.which);
}

Table narrowed(const Table& table, py::handle which) {
  if (which.is_none()) return table;
  const std::string text = expression_of(which, *table.kind);
  Table made{table.book, table.kind,
             table.which.empty() ? text : fmt::format("({}) && ({})", table.which, text)};
  work_on(*made.book, [&] { filter_of(made); });  // an expression that is wrong is refused at once
  return made;
}

// ---- Adding

HeldRecord copy_of(py::handle object, const Kind& kind) {
  HeldRecord copy(kind);
  if (PyDict_Check(object.ptr()))
    write_fields(kind, copy.get(), py::reinterpret_borrow<py::dict>(object));
  else
    kind.copy(copy.get(), record_of(object, kind));
  return copy;
}

bool says_why(std::string_view word) {
  return std::apply([&](const auto&... each) { return ((word == each.name) || ...); },
                    Shape<Because>::members);
}

Because because_of(const py::dict& words) {
  Because because;
  for (const auto& [name, value] : words) {
    const std::string_view word = text_of(name);
    if (word == "reason")
      because.reason = text_of(value);
    else if (word == "commit")
      because.commit = value.cast<std::optional<std::int64_t>>();
    else if (word == "cause")
      because.cause = value.cast<std::optional<Reference>>();
    else
      throw py::type_error(
          fmt::format("add() takes either a record, with reason, commit and cause, or fields by their names; "
                      "not a record and {}",
                      word));
  }
  return because;
}

py::object add_one(const Table& table, const py::args& arguments, const py::kwargs& words) {
  const Kind& kind = *table.kind;
  if (arguments.size() > 1) throw py::type_error("add() takes one record; add_many() takes several");
  HeldRecord record = arguments.empty() ? HeldRecord(kind) : copy_of(arguments[0], kind);
  // Where a kind has a field called reason, it is that one.
  py::dict why = arguments.empty() ? py::dict() : py::dict(words);
  if (arguments.empty()) {
    py::dict fields;
    for (const auto& [name, value] : words) {
      const std::string_view word = text_of(name);
      const bool is_why = says_why(word) && !kind.find(word);
      (is_why ? why : fields)[name] = value;
    }
    write_fields(kind, record.get(), fields);
  }
  const Because because = because_of(why);
  work_on(*table.book, [&] { detail::add(table.book->session(), kind, record.get(), because); });
  return to_python(std::move(record));
}

// All of them or none, in one commit. Python's objects are looked at in turns with writing, which needs no lock.
py::list add_many(const Table& table, const py::iterable& records, std::string reason,
                  std::optional<std::int64_t> commit, std::optional<Reference> cause) {
  const Kind& kind = *table.kind;
  OpenBook& book = *table.book;
  const Because because{std::move(reason), commit, cause};
  const Use use(book);
  std::unique_ptr<Work> work;
  work_on(book, [&] {
    work = std::make_unique<Work>(book.session(), "transaction", because, Work::Size::transaction);
  });
  py::list ids;
  std::vector<HeldRecord> held;
  const auto write = [&] {
    work_on(book, [&] {
      for (HeldRecord& each : held) detail::add(book.session(), kind, each.get(), {});
    });
    for (const HeldRecord& each : held) ids.append(make_id(&kind, id_of(kind, each.get())));
    held.clear();
  };
  for (const py::handle each : records) {
    held.push_back(copy_of(each, kind));
    if (held.size() == batch) write();
  }
  write();
  work_on(book, [&] { work->finish(); });
  return ids;
}

// ---- Reading

py::object get(const Table& table, const py::object& id) {
  HeldRecord record(*table.kind);
  const Uuid uuid = uuid_of(id, *table.kind);
  const bool found = work_on(
      *table.book, [&] { return detail::get(table.book->session(), *table.kind, uuid, record.get()); });
  if (!found) detail::throw_not_found(*table.kind, uuid);
  return to_python(std::move(record));
}

Page find(const Table& table, const py::object& which, std::size_t limit, std::string after,
          const py::object& order_by, bool descending, bool include_deleted) {
  const Table meant = narrowed(table, which);
  Paging paging{limit, std::move(after), {0, descending}, include_deleted};
  if (const FieldObject* field = field_in(order_by)) {
    if (field->of != table.kind || field->of != field->holder)
      throw Error(Code::invalid, fmt::format("{} are ordered by a field of their own", table.kind->plural));
    paging.order.field = field->field->number;
  } else if (!order_by.is_none()) {
    paging.order.field = table.kind->field(text_of(order_by)).number;
  }
  Receiving page{table.kind, {}};
  Page found;
  found.next = work_on(*table.book, [&] {
    const auto filter = filter_of(meant);
    return detail::find(table.book->session(), *table.kind, {{}, filter.get()}, paging, receiver(page));
  });
  for (HeldRecord& each : page.records) found.records.append(to_python(std::move(each)));
  return found;
}

std::int64_t count(const Table& table, const py::object& which) {
  const Table meant = narrowed(table, which);
  return work_on(*table.book, [&] {
    const auto filter = filter_of(meant);
    return detail::count(table.book->session(), *table.kind, {{}, filter.get()});
  });
}

// Whether it is one of those that are meant.
bool contains(const Table& table, const py::object& id) {
  Uuid uuid;
  try {
    uuid = uuid_of(id, *table.kind);
  } catch (const py::type_error&) {
    return false;
  } catch (const Error&) {
    return false;
  }
  HeldRecord record(*table.kind);
  return work_on(*table.book, [&] {
    Session& session = table.book->session();
    const auto filter = filter_of(table);
    return detail::get(session, *table.kind, uuid, record.get()) && !table.kind->deleted_at(record.get()) &&
           (!filter || detail::holds(*filter, record.get()));
  });
}

// ---- Changing

using Writing = void (*)(Session&, const Kind&, void*, const Because&);

template <Writing write>
py::object write_one(const Table& table, const py::object& record, std::string reason,
                     std::optional<std::int64_t> commit, std::optional<Reference> cause) {
  HeldRecord copy(*table.kind);
  table.kind->copy(copy.get(), record_of(record, *table.kind));
  const Because because{std::move(reason), commit, cause};
  work_on(*table.book, [&] { write(table.book->session(), *table.kind, copy.get(), because); });
  return to_python(std::move(copy));
}

py::object as_of(const Table& table, const py::object& id, Instant at) {
  HeldRecord record(*table.kind);
  const Uuid uuid = uuid_of(id, *table.kind);
  const bool was_there = work_on(
      *table.book, [&] { return detail::as_of(table.book->session(), *table.kind, uuid, at, record.get()); });
  if (!was_there) return py::none();
  return to_python(std::move(record));
}

CheckedExpression expression(const Table& table, const py::object& which) {
  const std::string text = expression_of(which, *table.kind);
  return {table.book, table.kind, work_on(*table.book, [&] {
            return detail::make_filter(table.book->session(), *table.kind, text);
          })};
}

Table segment(const Table& table, const std::string& name) {
  const std::string text = work_on(*table.book, [&] {
    return detail::text_of(*detail::make_segment(table.book->session(), *table.kind, name));
  });
  return narrowed(table, py::str(text));
}

// Gives one record after the other, and fetches a page when there is none left.
class Iterator {
 public:
  explicit Iterator(const Table& table) : walk_(table, batch) {}
  Iterator(Iterator&&) = default;
  Iterator(const Iterator&) = delete;

  py::object next() {
    if (position_ == page_.size()) {
      page_ = walk_.next_page();
      position_ = 0;
      if (page_.empty()) throw py::stop_iteration();
    }
    return to_python(std::move(page_[position_++]));
  }

 private:
  Walk walk_;
  std::vector<HeldRecord> page_;
  std::size_t position_ = 0;
};

}  // namespace

Walk::Walk(const Table& table, std::size_t page) : table_(table), page_(page) {
  filter_ = work_on(*table_.book, [&] { return filter_of(table_); });
}

std::vector<HeldRecord> Walk::next_page() {
  Receiving page{table_.kind, {}};
  if (ended_) return {};
  page.records.reserve(page_);
  work_on(*table_.book, [&] {
    after_ = detail::find(table_.book->session(), *table_.kind, {{}, filter_.get()},
                          {page_, after_, {}, false}, receiver(page));
  });
  ended_ = after_.empty();
  return std::move(page.records);
}

void add_tables(py::class_<OpenBook, BookPointer>& book, py::module_& module) {
  py::class_<CheckedExpression> checked(
      module, "Expression", "A checked expression about records of one kind, to use again and again.");
  checked
      .def(
          "holds",
          [](const CheckedExpression& self, const py::object& record) {
            const void* of = record_of(record, *self.kind);
            return work_on(*self.book, [&] { return detail::holds(*self.filter, of); });
          },
          "Whether it is true of a record, which need not be stored. References are looked up in the book.",
          py::arg("record"))
      .def(
          "explain",
          [](const CheckedExpression& self) {
            return work_on(*self.book, [&] { return detail::explain(*self.filter); });
          },
          "What the database is asked, and what is evaluated on the rows that come.")
      .def("__str__", [](const CheckedExpression& self) { return detail::text_of(*self.filter); });
  refuse_pickling(checked, "An expression");

  py::class_<Iterator>(module, "_Iterator")
      .def("__iter__", [](py::object self) { return self; })
      .def("__next__", &Iterator::next);

  py::class_<Table> table(module, "Records",
                          "The records of one kind, all of them or those that an expression "
                          "chooses.\n\nIterating gives every live one, in the order of their ids, holding "
                          "one page in memory. There is no len(): count() says what counting costs.");
  const auto reason = [] { return py::arg_v("reason", "", "''"); };
  const auto commit = [] { return py::arg_v("commit", py::none(), "None"); };
  const auto cause = [] { return py::arg_v("cause", py::none(), "None"); };
  table
      .def("add", &add_one,
           "Adds a record and returns it as stored: add(Customer(name=\"Acme\"), reason=\"asked\"), or "
           "add(name=\"Acme\").\n\nRaises Invalid, MissingReference, Duplicate, NotAllowed, Busy, Full.")
      .def("add_many", &add_many,
           "Adds records, or dicts of fields, as one commit and returns their ids. When one of them is "
           "refused, or the iterable raises, none is added.",
           py::arg("records"), py::kw_only(), reason(), commit(), cause())
      .def("get", &get, "The record, also when it is deleted. Raises NotFound.", py::arg("id"))
      .def("find", &find,
           "One page of the live records that are meant; which is a condition or an expression in CEL. "
           "order_by is an "
           "indexed field, or its name; after is the next of the page before. Raises Invalid with the place "
           "in the text.",
           py::arg("which") = py::none(), py::kw_only(), py::arg("limit") = 50, py::arg("after") = "",
           py::arg("order_by") = py::none(), py::arg("descending") = false,
           py::arg("include_deleted") = false)
      .def("count", &count, "How many live records are meant. Cost: as many rows or index entries are read.",
           py::arg("which") = py::none())
      .def("where", &narrowed, "These records as far as a condition or an expression in CEL chooses them.",
           py::arg("which"))
      .def("segment", &segment, "These records as far as they are in a segment. Raises NotFound.",
           py::arg("name"))
      .def("expression", &expression,
           "A checked expression over these records. Raises Invalid with the place.", py::arg("which"))
      .def("update", &write_one<&detail::update>,
           "Writes the fields that differ from what is stored and returns the record with its new version. "
           "Raises Conflict when somebody wrote it in between, NotFound, Invalid, NotAllowed.",
           py::arg("record"), py::kw_only(), reason(), commit(), cause())
      .def("remove", &write_one<&detail::remove>,
           "Deletes the record and returns its tombstone; references still lead to it. Raises Conflict, "
           "NotAllowed.",
           py::arg("record"), py::kw_only(), reason(), commit(), cause())
      .def(
          "history",
          [](const Table& self, const py::object& id) {
            const Uuid uuid = uuid_of(id, *self.kind);
            return work_on(*self.book,
                           [&] { return detail::history(self.book->session(), *self.kind, uuid); });
          },
          "Every change of the record, newest first. Raises NotFound.", py::arg("id"))
      .def("as_of", &as_of, "The record as it was at an instant; None when it had not been added yet.",
           py::arg("id"), py::arg("at"))
      .def("__iter__", [](const Table& self) { return Iterator(self); })
      .def("__contains__", &contains, "Whether a live record, by itself or its id, is one of these.")
      .def_property_readonly(
          "record", [](const Table& self) { return record_class(*self.kind); }, "The class of the records.")
      .def("__repr__",
           [](const Table& self) {
             return fmt::format("<{}{}{}>", self.kind->plural, self.which.empty() ? "" : " where ",
                                self.which);
           })
      .def(
          "__arrow_c_stream__", [](const Table& self, const py::object&) { return arrow_stream(self); },
          "The records as an Arrow C stream, for pyarrow, polars, duckdb and others.",
          py::arg("requested_schema") = py::none())
      .def(
          "to_pandas",
          [](const py::object& self) {
            return py::module_::import("rapport._pandas").attr("data_frame")(self);
          },
          "The records as a DataFrame: instants with their zone, whole numbers that may be absent as Int64.");
  module.def("_column_buffers", &column_buffers);
  refuse_pickling(table, "A collection");

  shape_class<Explanation>();
  shape_class<HistoryEntry>();
  shape_class<Page>();
  for (const Kind* kind : catalogue()) {
    const std::string plural(kind->plural);
    book.def_property_readonly(
        plural.c_str(),
        [kind](BookPointer self) {
          return Table{std::move(self), kind, ""};
        },
        py::doc(std::string(kind->sentence).c_str()));
  }
}

}  // namespace rapport::python
