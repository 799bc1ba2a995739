// Rows about deals: interactions with the account, and the stage moves that follow from all of them.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <vector>

#include "engines/records.hpp"
#include "exchange/row_reader.hpp"
#include "exchange/targets.hpp"
#include "exchange/writers.hpp"
#include "kernel/text.hpp"
#include "rapport/interactions.hpp"
#include "rapport/lifecycle.hpp"

namespace rapport {

namespace {

using At = OpportunityTarget;

constexpr std::string_view unknown_date = "The date is not known; this is the instant of the import.";

// What shows that a relationship has moved on.
struct Evidence {
  Instant at{};
  Id<Interaction> interaction{};
  std::optional<Id<Agent>> agent{};
  std::string reason{};
};

// Of one account: the earliest of each, which is all that its moves need.
struct Progress {
  std::optional<Evidence> engaged{};
  std::vector<Evidence> won{};  // at most two, in order of time

  void engage(const Evidence& evidence) {
    if (!engaged || evidence.at < engaged->at) engaged = evidence;
  }
  // A win shows engagement too, should the opening have no date.
  void win(const Evidence& evidence) {
    engage(evidence);
    const auto later = [](const Evidence& a, const Evidence& b) { return a.at < b.at; };
    won.insert(std::upper_bound(won.begin(), won.end(), evidence, later), evidence);
    if (won.size() > 2) won.pop_back();
  }
};

class OpportunityWriter : public RowWriter {
 public:
  OpportunityWriter(Session& session, const ImportPlan& plan, const ImportOptions& options)
      : session_(session), options_(with_zone(options)), reader_(session, plan, options_, nullptr) {}

  void write(std::span<const std::string_view> fields) override {
    reader_.read(fields, nullptr);
    if (text("account").empty()) throw Error(Code::invalid, "no account");
    const std::string stage = enumeration_name(text("deal_stage"));
    const bool won = stage == "won";
    const bool is_closed = won || stage == "lost";
    if (!is_closed && stage != "prospecting" && stage != "engaging")
      reader_.refuse(At("deal_stage"),
                     Error(Code::invalid, "is not one of prospecting, engaging, won, lost"));
    const Id<Customer> account = find<Customer>("account");
    std::optional<Id<Agent>> agent;
    if (!text("agent").empty()) agent = find<Agent>("agent");
    const auto opened = instant("opened_on");
    const auto closed = is_closed ? instant("closed_on") : std::nullopt;
    if (opened && closed && *closed < *opened)
      reader_.refuse(At("closed_on"), Error(Code::invalid, "lies before the opening"));
    const std::string value = is_closed ? value_text() : "";

    const bool is_engaged = stage != "prospecting";
    const Evidence engaged =
        show(opening_, account, agent, is_engaged ? "Engaged" : "Prospecting", opened, "opened", {}, {});
    std::optional<Evidence> ended;
    if (is_closed)
      ended = show(ending_, account, agent, won ? "Won" : "Lost", closed, "closed", stage, value);
    reader_.records.write();
    Progress& progress = progress_[account];
    if (is_engaged && opened) progress.engage(engaged);
    if (won) progress.win(*ended);
  }

  void finish(std::vector<std::string>& remarks) override {
    for (const auto& [account, progress] : progress_) move(account, progress);
    if (refused_ > 0)
      remarks.push_back(fmt::format("{} {} not made, because the policy refuses {}; the first one: {}",
                                    refused_, refused_ == 1 ? "stage move was" : "stage moves were",
                                    refused_ == 1 ? "it" : "them", first_refusal_));
  }
  void give_up() override { reader_.give_up(); }

 private:
  // Deals are dated by days; whose midnight it is hardly matters.
  static ImportOptions with_zone(const ImportOptions& options) {
    ImportOptions with = options;
    if (with.zone.empty()) with.zone = "UTC";
    return with;
  }

  // What the row has for a target; empty for nothing.
  const std::string& text(At target) const { return reader_.text(target); }

  template <class R>
  Id<R> find(At target) {
    return reader_.about(target, [&] { return Id<R>{reader_.lookup.find(kind_of<R>(), text(target))}; });
  }

  std::optional<Instant> instant(At target) const {
    const std::string& given = text(target);
    if (given.empty()) return {};
    return reader_.about(target, [&] { return reader_.values.instant(given); });
  }

  std::string value_text() const {
    const At target("value");
    return text(target).empty() ? std::string() : to_text(reader_.money(target));
  }

  // "Won: GTX Pro, 1054.00 USD".
  Evidence show(Interaction& interaction, Id<Customer> account, std::optional<Id<Agent>> agent,
                std::string_view verb, std::optional<Instant> at, std::string_view event,
                const std::string& outcome, const std::string& value) {
    const std::string& product = text("product");
    const std::string& number = text("opportunity_id");
    const std::string subject = fmt::format("{}{}{}{}{}", verb, product.empty() ? "" : ": ", product,
                                            value.empty() ? "" : ", ", value);
    using Text = std::optional<std::string>;
    interaction = {.customer = account,
                   .channel = Channel::other,
                   .direction = Direction::outbound,
                   .at = at.value_or(session_.commit().at),
                   .agent = agent,
                   .subject = subject,
                   .body = at ? Text() : Text(unknown_date),
                   .outcome = outcome.empty() ? Text() : Text(outcome),
                   .external_id = number.empty() ? Text() : Text(fmt::format("{}/{}", number, event))};
    reader_.records.add(interaction);
    return {*interaction.at, interaction.id, agent,
            number.empty() ? subject : fmt::format("{} ({})", subject, number)};
  }

  // An account that is further already stays there, and what the policy refuses is left and counted: the
  // interactions stand in any case.
  void move(Id<Customer> account, const Progress& progress) {
    Customer customer;
    detail::get(session_, kind_of<Customer>(), account.uuid, &customer);
    if (!progress.engaged) return;
    const bool never_moved =
        live_where<StageMove>(session_, kind_of<StageMove>().field("customer"), Value::of(account.uuid))
            .empty();
    if (never_moved && customer.since > progress.engaged->at) {
      customer.since = progress.engaged->at;
      update_record(session_, kind_of<Customer>(), &customer, {}, Origin::call);
    }
    std::array<const Evidence*, 3> steps{&*progress.engaged, nullptr, nullptr};
    for (std::size_t i = 0; i < progress.won.size(); ++i) steps[i + 1] = &progress.won[i];
    constexpr std::array stages{Stage::awareness, Stage::expansion, Stage::commitment};
    bool allowed = true;
    for (std::size_t i = 0; i < steps.size() && steps[i]; ++i) {
      if (customer.stage >= stages[i]) continue;
      // Where one step is refused the next ones lead nowhere.
      allowed = allowed && move_on(customer, stages[i], *steps[i]);
      refused_ += !allowed;
    }
  }

  bool move_on(const Customer& customer, Stage to, const Evidence& evidence) {
    StageMove move{.customer = customer.id, .to_stage = to, .effective_at = evidence.at};
    move.agent = evidence.agent;
    move.reason = evidence.reason;
    move.evidence = {Reference::to(kind_of<Interaction>().number, evidence.interaction.uuid)};
    try {
      add_record(session_, kind_of<StageMove>(), &move, {}, Origin::call);
      return true;
    } catch (const Error& error) {
      if (error.code() != Code::not_allowed) throw;
      if (refused_ == 0)
        first_refusal_ = fmt::format("{}: {}", text::printable(customer.name), error.message());
      return false;
    }
  }

  Session& session_;
  const ImportOptions options_;
  RowReader reader_;
  Interaction opening_;  // of the row
  Interaction ending_;
  std::map<Id<Customer>, Progress> progress_;
  std::int64_t refused_ = 0;   // stage moves
  std::string first_refusal_;  // why
};

}  // namespace

std::unique_ptr<RowWriter> make_opportunity_writer(Session& session, const ImportPlan& plan,
                                                   const ImportOptions& options) {
  return std::make_unique<OpportunityWriter>(session, plan, options);
}

}  // namespace rapport
