// The rooms of people and of the lifecycle.
#include "verbs.hpp"

namespace rapport::python {

RAPPORT_SHAPE(Collision, "The contact point that already has a value, and its customer.",
              RAPPORT_MEMBER(contact_point), RAPPORT_MEMBER(customer))
RAPPORT_ARGUMENTS(MoveDetails, "How a customer moves.", RAPPORT_MEMBER(effective_at), RAPPORT_MEMBER(reason),
                  RAPPORT_MEMBER(evidence), RAPPORT_MEMBER(ended_by), RAPPORT_MEMBER(ending_cause))

void add_people(py::class_<OpenBook, BookPointer>& book, py::module_& module) {
  using py::arg;
  auto people =
      add_room<People>(book, module, "People", "people", "Verbs that touch several records of people.");
  verb(people, "hand_over", &People::hand_over,
       "Hands the customer to another agent from an instant on (None: now); no agent only ends the present "
       "ownership. Raises NotAllowed.",
       arg("customer"), arg("to"), arg("at") = py::none());
  verb(people, "owner_at", &People::owner_at, "Who owned the customer at an instant; None for nobody.",
       arg("customer"), arg("at"));
  verb(
      people, "find_collision", &People::find_collision,
      "The live contact point that already has this e-mail address or telephone number, however it is typed.",
      arg("kind"), arg("value"));
  verb(people, "has_consented", &People::has_consented,
       "Whether a consent for this purpose and means holds at an instant.", arg("customer"), arg("purpose"),
       arg("channel"), arg("at"));

  auto lifecycle = add_room<Lifecycle>(book, module, "Lifecycle", "lifecycle",
                                       "Where relationships stand, and how they move.");
  verb(lifecycle, "move", &Lifecycle::move,
       "Moves a customer to a stage. Raises NotAllowed, naming what is allowed from here, when the policy "
       "refuses, when a reason, evidence, or who ended it and why is missing, and for an instant before the "
       "last move or in the future.",
       arg("customer"), arg("to"));
  verb(lifecycle, "policy", &Lifecycle::policy, "The moves that are allowed.");
  verb(lifecycle, "replace_policy", &Lifecycle::replace_policy,
       "Replaces the policy as a whole; no moves: the default policy. Raises Invalid.", arg("moves"));
  verb(lifecycle, "stage_at", &Lifecycle::stage_at,
       "The stage at an instant; None before the relationship began.", arg("customer"), arg("at"));
  verb(lifecycle, "spells", &Lifecycle::spells, "Every stay in a stage, oldest first.", arg("customer"));
  verb(lifecycle, "time_in_stages", &Lifecycle::time_in_stages,
       "Time spent in each stage up to an instant, in the order of the stages.", arg("customer"),
       arg("until"));
  introduce<FunnelLine>();
  lifecycle.def(
      "funnel",
      [](const RoomOf<Lifecycle>& self, Instant from, Instant until) {
        const auto lines =
            work_on(*self.book, [&] { return Lifecycle(self.book->session()).funnel(from, until); });
        return py::module_::import("rapport._html").attr("Funnel")(lines);
      },
      "One line for each stage, for what happened from an instant (included) to another (excluded).",
      arg("from_"), arg("until"));
}

}  // namespace rapport::python
