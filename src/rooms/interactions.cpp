#include "rooms/interactions.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "kernel/validate.hpp"
#include "rooms/cases.hpp"
#include "rooms/people.hpp"
#include "store/schema.hpp"

namespace rapport {

RAPPORT_KIND(Interaction)

namespace {

void prepare_interaction(const Writing& writing) {
  auto& interaction = *static_cast<Interaction*>(writing.record);
  if (writing.operation == Operation::remove) return;
  need_live_customer<&Interaction::customer>(writing);
  need_live_customer<&Interaction::participants>(writing);
  const auto* before = static_cast<const Interaction*>(writing.before);
  if (!interaction.at) interaction.at = before ? before->at : writing.session.commit().at;
  if (writing.operation == Operation::add && writing.origin == Origin::call) {
    interaction.author.reset();
    if (writing.session.actor) interaction.author = Id<Agent>{*writing.session.actor};
    if (is_about_case(interaction)) redirect(writing.session, interaction);
  }
  if (interaction.visibility == Visibility::author && !interaction.author)
    refuse<&Interaction::visibility>(
        Code::invalid, interaction,
        "is author, but nobody is acting; call Book::act_as with the agent first");
  const bool hides =
      before && before->visibility != Visibility::author && interaction.visibility == Visibility::author;
  if (hides && writing.session.actor && interaction.author->uuid != *writing.session.actor)
    refuse<&Interaction::visibility>(Code::invalid, interaction, "may be made author by its author only");
  if (std::find(interaction.participants.begin(), interaction.participants.end(), interaction.customer) !=
      interaction.participants.end())
    refuse<&Interaction::participants>(Code::invalid, interaction,
                                       "names the customer, who takes part anyway");
}

// The last contact with them may be another.
void note_customers(Session& session, const Interaction& interaction) {
  session.note_written(kind_of<Customer>(), interaction.customer.uuid);
  for (const Id<Customer>& each : interaction.participants)
    session.note_written(kind_of<Customer>(), each.uuid);
}

void interaction_written(const Writing& writing) {
  const auto& now = *static_cast<const Interaction*>(writing.record);
  const auto* before = static_cast<const Interaction*>(writing.before);
  if (writing.session.watches(kind_of<Interaction>())) {
    note_customers(writing.session, now);
    if (before) note_customers(writing.session, *before);
  }
  if (writing.origin == Origin::restored) return;
  if (before && is_about_case(*before) && before->about != now.about)
    heard_otherwise(writing.session, *before);
  if (!is_about_case(now)) return;
  if (writing.operation == Operation::add)
    heard(writing.session, now);
  else
    heard_otherwise(writing.session, now);
}

}  // namespace

std::span<const cel::Computed> customer_computed() {
  const auto contact = [](std::string_view compared, std::string_view order) {
    return fmt::format(
        R"((SELECT "e"."at" FROM "timeline_entry" AS "e" JOIN {0} AS "i" ON "i"."id" = "e"."record" )"
        R"(WHERE "e"."customer" = {{}} AND "e"."kind" = {1} AND "i".{2} <> '{3}' AND "i".{4} = '{5}' )"
        R"(AND "e"."at" {6} ? )"
        R"(ORDER BY "e"."at" {7} LIMIT 1))",
        identifier(kind_of<Interaction>().name), kind_of<Interaction>().number,
        column_of<&Interaction::channel>(), to_text(Channel::note), column_of<&Interaction::visibility>(),
        to_text(Visibility::everybody), compared, order);
  };
  static const cel::Computed all[] = {
      cel::computed("last_contact_at",
                    "When the newest interaction up to now happened that is no note and that everybody may "
                    "read; absent when there was none.",
                    Type::instant, contact("<=", "DESC"), contact(">", "ASC"), kind_of<Interaction>)};
  return all;
}

const Hooks interaction_hooks{.prepare = prepare_interaction,
                              .wrote = interaction_written,
                              .follows = [](Operation, const void* record) {
                                return is_about_case(*static_cast<const Interaction*>(record));
                              }};

}  // namespace rapport
