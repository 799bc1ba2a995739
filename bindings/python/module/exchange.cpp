// The room of imports and exports.
#include "common_shapes.hpp"
#include "rapport/rapport.hpp"

namespace rapport::python {

RAPPORT_ARGUMENTS(ImportOptions, "How the values of other programs are to be read.", RAPPORT_MEMBER(rejects),
                  RAPPORT_MEMBER(zone), RAPPORT_MEMBER(day_first), RAPPORT_MEMBER(currency),
                  RAPPORT_MEMBER(thousands), RAPPORT_MEMBER(millions), RAPPORT_MEMBER(missing),
                  RAPPORT_MEMBER(add_missing), RAPPORT_MEMBER(progress))

namespace {

using Progress = std::function<void(std::int64_t, std::int64_t)>;

ImportReport import_file(Exchange& room, const std::filesystem::path& file, std::optional<ImportPlan> plan,
                         const ImportOptions& options, const Because& because) {
  return plan ? room.import_file(file, *plan, options, because) : room.import_file(file, options, because);
}

std::int64_t export_to(Exchange& room, const std::filesystem::path& folder, const std::string& form,
                       Progress progress) {
  if (form != "csv" && form != "json_lines")
    throw Error(Code::invalid, "is not one of csv, json_lines", {"", "", "form"});
  return room.export_to(folder, form == "csv" ? Exchange::Form::csv : Exchange::Form::json_lines, progress);
}

}  // namespace

void add_exchange(py::class_<OpenBook, BookPointer>& book, py::module_& module) {
  using py::arg;
  auto room = add_room<Exchange>(book, module, "Exchange", "exchange",
                                 "Taking in what other systems export, and giving everything back.");
  verb(room, "plan", &Exchange::plan, "Looks at a file and guesses its kind and where each column goes.",
       arg("file"), arg("kind") = "");
  verb(room, "check", &Exchange::check, "Raises what import_file would raise of the plan and the options.",
       arg("plan"));
  verb(room, "files", &Exchange::files,
       "The files of a folder, in the order in which import_folder takes them.", arg("folder"));
  verb(room, "import_file", &import_file,
       "Imports a file by a plan, or as plan() sees it. zone is that of times without an offset; day_first "
       "says whether "
       "3/4/2026 is in April; progress hears bytes read and bytes in all and returns False to stop. Nothing "
       "of an import that fails remains.",
       arg("file"), arg("plan") = py::none());
  verb(room, "import_folder", &Exchange::import_folder,
       "Imports the files of a folder, one commit each; rejects is a folder here.", arg("folder"));
  verb(room, "targets", &Exchange::targets, "The places, beside its fields, to which a column can go.",
       arg("kind"));
  verb(room, "read_policy", &Exchange::read_policy,
       "A policy written as JSON; timekeeping.adopt() writes it.", arg("json"));
  verb(room, "read_rules", &Exchange::read_rules, "Rules written as JSON; automation.adopt() writes them.",
       arg("json"));
  verb(room, "read_ladder", &Exchange::read_ladder,
       "A ladder written as JSON; supervision.adopt() writes it.", arg("json"));
  verb(room, "touched_by", &Exchange::touched_by, "The changes that an import made, oldest first.",
       arg("batch"), arg("after") = 0, arg("limit") = 1000);
  verb(room, "export_to", &export_to,
       "Writes every record, one file for each kind, as csv or json_lines; returns how many records.",
       arg("folder"), arg("form") = "json_lines", arg("progress") = Progress());
  shape_class<ImportPlan>().attr("set") = py::cpp_function(
      [](ImportPlan plan, std::string_view column, std::string_view target) {
        return plan.set(column, target);
      },
      py::name("set"), py::is_method(shape_class<ImportPlan>()),
      "A plan that sends a column to another target; empty: leave it out. Raises UnknownName.", arg("column"),
      arg("target"));
}

}  // namespace rapport::python
