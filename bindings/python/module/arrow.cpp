// The C stream of Arrow, and the same columns as buffers for pandas.
//
// The three structs are the whole of Arrow's C interface (arrow.apache.org/docs/format/CDataInterface.html): whoever
// makes one fills in `release`, whoever is done calls it, and a struct whose `release` is null has been released.
#include <cerrno>
#include <cstring>

#include "columns.hpp"
#include "tables.hpp"
#include "values.hpp"

extern "C" {

struct ArrowSchema {
  const char* format;
  const char* name;
  const char* metadata;
  std::int64_t flags;
  std::int64_t n_children;
  ArrowSchema** children;
  ArrowSchema* dictionary;
  void (*release)(ArrowSchema*);
  void* private_data;
};

struct ArrowArray {
  std::int64_t length;
  std::int64_t null_count;
  std::int64_t offset;
  std::int64_t n_buffers;
  std::int64_t n_children;
  const void** buffers;
  ArrowArray** children;
  ArrowArray* dictionary;
  void (*release)(ArrowArray*);
  void* private_data;
};

struct ArrowArrayStream {
  int (*get_schema)(ArrowArrayStream*, ArrowSchema*);
  int (*get_next)(ArrowArrayStream*, ArrowArray*);
  const char* (*get_last_error)(ArrowArrayStream*);
  void (*release)(ArrowArrayStream*);
  void* private_data;
};
}

namespace rapport::python {

namespace {

constexpr std::int64_t nullable = 2;  // ARROW_FLAG_NULLABLE
constexpr std::size_t batch = 10'000;

// ---- Schemas

struct OwnedSchema {
  std::string name;
  std::vector<ArrowSchema> children;
  std::vector<ArrowSchema*> addresses;
};

void release_schema(ArrowSchema* schema) {
  for (std::int64_t i = 0; i < schema->n_children; ++i)
    if (schema->children[i]->release) schema->children[i]->release(schema->children[i]);
  delete static_cast<OwnedSchema*>(schema->private_data);
  schema->release = nullptr;
}

void fill_schema(ArrowSchema& schema, const char* format, std::string name, std::int64_t flags,
                 std::size_t children = 0) {
  auto* owned = new OwnedSchema{std::move(name), std::vector<ArrowSchema>(children), {}};
  for (ArrowSchema& child : owned->children) owned->addresses.push_back(&child);
  schema = {format,
            owned->name.c_str(),
            nullptr,
            flags,
            static_cast<std::int64_t>(children),
            owned->addresses.data(),
            nullptr,
            release_schema,
            owned};
}

void fill_schema(ArrowSchema& schema, const std::vector<Column>& columns) {
  fill_schema(schema, "+s", "", 0, columns.size());
  for (std::size_t i = 0; i < columns.size(); ++i)
    fill_schema(*schema.children[i], columns[i].format(), columns[i].name(),
                columns[i].field().optional ? nullable : 0);
}

// ---- Arrays

struct OwnedArray {
  std::vector<Column> column;  // one, or none for the array of columns
  std::vector<const void*> buffers;
  std::vector<ArrowArray> children;
  std::vector<ArrowArray*> addresses;
};

void release_array(ArrowArray* array) {
  for (std::int64_t i = 0; i < array->n_children; ++i)
    if (array->children[i]->release) array->children[i]->release(array->children[i]);
  delete static_cast<OwnedArray*>(array->private_data);
  array->release = nullptr;
}

void fill_array(ArrowArray& array, OwnedArray* owned, std::int64_t rows, std::int64_t nulls) {
  for (ArrowArray& child : owned->children) owned->addresses.push_back(&child);
  array = {rows,
           nulls,
           0,
           static_cast<std::int64_t>(owned->buffers.size()),
           static_cast<std::int64_t>(owned->children.size()),
           owned->buffers.data(),
           owned->addresses.data(),
           nullptr,
           release_array,
           owned};
}

void fill_array(ArrowArray& array, std::vector<Column> columns, std::int64_t rows) {
  fill_array(array, new OwnedArray{{}, {nullptr}, std::vector<ArrowArray>(columns.size()), {}}, rows, 0);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    auto* owned = new OwnedArray{{}, {}, {}, {}};
    owned->column.push_back(std::move(columns[i]));
    const Column& column = owned->column.front();
    owned->buffers.push_back(column.nulls() == 0 ? nullptr : column.validity().data());
    if (column.is_text()) owned->buffers.push_back(column.offsets().data());
    owned->buffers.push_back(column.data().data());
    fill_array(*array.children[i], owned, column.rows(), column.nulls());
  }
}

// ---- The stream

struct Stream {
  Table table;
  Walk walk;
  std::string trouble;
};

Stream& stream_in(ArrowArrayStream* stream) { return *static_cast<Stream*>(stream->private_data); }

// Consumers call these from C, perhaps without the interpreter's lock.
template <class F>
int answered(ArrowArrayStream* stream, F&& work) {
  const py::gil_scoped_acquire acquired;
  try {
    work(stream_in(stream));
    return 0;
  } catch (const std::bad_alloc&) {
    return ENOMEM;
  } catch (const std::exception& error) {
    stream_in(stream).trouble = error.what();
    return EIO;
  }
}

int get_schema(ArrowArrayStream* stream, ArrowSchema* schema) {
  return answered(stream, [&](Stream& self) { fill_schema(*schema, columns_of(*self.table.kind)); });
}

int get_next(ArrowArrayStream* stream, ArrowArray* array) {
  return answered(stream, [&](Stream& self) {
    *array = {};
    const auto page = self.walk.next_page();
    if (page.empty()) return;
    auto columns = columns_of(*self.table.kind);
    for (const HeldRecord& record : page)
      for (Column& column : columns) column.add(record.get());
    fill_array(*array, std::move(columns), static_cast<std::int64_t>(page.size()));
  });
}

const char* get_last_error(ArrowArrayStream* stream) { return stream_in(stream).trouble.c_str(); }

void release_stream(ArrowArrayStream* stream) {
  const py::gil_scoped_acquire acquired;
  delete &stream_in(stream);
  stream->release = nullptr;
}

void free_capsule(PyObject* capsule) {
  auto* stream = static_cast<ArrowArrayStream*>(PyCapsule_GetPointer(capsule, "arrow_array_stream"));
  if (stream->release) stream->release(stream);
  delete stream;
}

template <class T>
py::bytes bytes_of(const std::vector<T>& from) {
  return {reinterpret_cast<const char*>(from.data()), from.size() * sizeof(T)};
}

// A text for each row, None where there is none.
py::list texts_of(const Column& column) {
  py::list texts;
  for (std::int64_t row = 0; row < column.rows(); ++row) {
    const auto at = static_cast<std::size_t>(row);
    const bool is_there = (column.validity()[at / 8] >> at % 8 & 1) != 0;
    const std::int64_t begin = column.offsets()[at];
    if (is_there)
      texts.append(
          py::str(column.data().data() + begin, static_cast<std::size_t>(column.offsets()[at + 1] - begin)));
    else
      texts.append(py::none());
  }
  return texts;
}

}  // namespace

py::object arrow_stream(const Table& table) {
  auto stream = std::make_unique<ArrowArrayStream>();
  *stream = {get_schema, get_next, get_last_error, release_stream, new Stream{table, Walk(table, batch), ""}};
  PyObject* capsule = PyCapsule_New(stream.get(), "arrow_array_stream", free_capsule);
  if (!capsule) {
    stream->release(stream.get());
    throw py::error_already_set();
  }
  stream.release();
  return py::reinterpret_steal<py::object>(capsule);
}

py::list column_buffers(const Table& table) {
  auto columns = columns_of(*table.kind);
  Walk walk(table, batch);
  for (auto page = walk.next_page(); !page.empty(); page = walk.next_page())
    for (const HeldRecord& record : page)
      for (Column& column : columns) column.add(record.get());
  py::list made;
  for (Column& column : columns) {
    const py::object enumeration =
        column.field().enumeration ? py::object(enumeration_class(*column.field().enumeration)) : py::none();
    made.append(py::make_tuple(
        column.name(), column.format(), column.rows(), column.field().optional, enumeration,
        bytes_of(column.validity()),
        column.is_text() ? py::object(texts_of(column)) : py::object(bytes_of(column.data()))));
    column = Column(column.field(), 0);  // gives its memory back
  }
  return made;
}

}  // namespace rapport::python
