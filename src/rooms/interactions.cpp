#include "rooms/interactions.hpp"

#include <algorithm>

#include "kernel/validate.hpp"

namespace rapport {

RAPPORT_KIND(Interaction)

namespace {

void prepare_interaction(const Writing& writing) {
  auto& interaction = *static_cast<Interaction*>(writing.record);
  if (writing.operation == Operation::remove) return;
  const auto* before = static_cast<const Interaction*>(writing.before);
  if (!interaction.at) interaction.at = before ? before->at : writing.session.commit().at;
  if (writing.operation == Operation::add && writing.origin == Origin::call) {
    interaction.author.reset();
    if (writing.session.actor) interaction.author = Id<Agent>{*writing.session.actor};
  }
  const auto refuse = [&](const Field& field, const char* why) {
    throw Error(Code::invalid, why, place_of(kind_of<Interaction>(), &interaction, field));
  };
  if (interaction.visibility == Visibility::author && !interaction.author)
    refuse(field_of<&Interaction::visibility>(),
           "is author, but nobody is acting; call Book::act_as with the agent first");
  if (std::find(interaction.participants.begin(), interaction.participants.end(), interaction.customer) !=
      interaction.participants.end())
    refuse(field_of<&Interaction::participants>(), "names the customer, who takes part anyway");
}

}  // namespace

const Hooks interaction_hooks{.prepare = prepare_interaction};

}  // namespace rapport
