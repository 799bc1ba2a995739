// The room of the journal.
#include "common_shapes.hpp"

namespace rapport::python {

void add_journal(py::class_<OpenBook, BookPointer>& book, py::module_& module) {
  using py::arg;
  auto room =
      add_room<Journal>(book, module, "Journal", "journal",
                        "Every change that was ever made, and the proof that nobody altered it since.");
  verb(room, "changes", &Journal::changes, "Changes after a number, oldest first.", arg("after") = 0,
       arg("limit") = 1000);
  verb(room, "commits", &Journal::commits, "Commits after a number, oldest first.", arg("after") = 0,
       arg("limit") = 1000);
  verb(room, "commit", &Journal::commit, "One commit. Raises NotFound.", arg("number"));
  verb(room, "caused_by", &Journal::caused_by, "The commits that name this record as their cause.",
       arg("cause"));
  verb(room, "changes_of", &Journal::changes_of, "What a commit wrote.", arg("commit"), arg("after") = 0,
       arg("limit") = 1000);
  verb(room, "head", &Journal::head,
       "The newest commit and its hash: noted elsewhere, it proves later that nobody rewrote the journal.");
  verb(room, "verify", &Journal::verify,
       "Reads the whole journal and every record and reports what was altered; noted is a head() from "
       "before. progress hears commits done and commits in all.",
       arg("noted") = py::none(), arg("progress") = std::function<void(std::int64_t, std::int64_t)>());
  shape_class<Verification>().attr("intact") = py::handle(reinterpret_cast<PyObject*>(&PyProperty_Type))(
      py::cpp_function([](const Verification& of) { return of.intact(); }), py::none(), py::none(),
      "Whether nothing is wrong.");
}

}  // namespace rapport::python
