// Rows that are one record each, of any kind.
#include <algorithm>

#include "engines/records.hpp"
#include "exchange/row_reader.hpp"
#include "exchange/targets.hpp"
#include "exchange/writers.hpp"
#include "kernel/catalogue.hpp"
#include "kernel/form.hpp"
#include "kernel/validate.hpp"
#include "rapport/lifecycle.hpp"
#include "rapport/people.hpp"

namespace rapport {

namespace {

class RecordWriter : public RowWriter {
 public:
  RecordWriter(Session& session, const Kind& kind, const ImportPlan& plan, const ImportOptions& options)
      : reader_(session, plan, options, &kind), empty_(kind), record_(kind) {}

  void write(std::span<const std::string_view> fields) override {
    const Kind& kind = record_.kind();
    kind.copy(record_.get(), empty_.get());
    reader_.read(fields, record_.get());
    if (kind.name == "agent") name_agent(*static_cast<Agent*>(record_.get()));
    if (reader_.restores() && id_of(kind, record_.get()).is_nil())
      throw Error(Code::invalid, "is required in a file that has ids", {"", "", "id"});
    reader_.records.add(kind, record_.get(), reader_.restores() ? Origin::restored : Origin::call);
    reader_.records.write();
  }
  std::optional<Instant> takes_effect(std::span<const std::string_view> fields) override {
    if (&record_.kind() != &kind_of<StageMove>() || reader_.restores()) return {};
    const std::string_view text = reader_.text_of(field_of<&StageMove::effective_at>(), fields);
    try {
      if (!text.empty()) return reader_.values.instant(text);
    } catch (const Error&) {
      // Writing the row says what is wrong with it.
    }
    return latest_instant;  // without an instant it takes effect now
  }
  void give_up() override { reader_.give_up(); }
  void add_own() override { reader_.lookup.add_own(); }
  void expect(std::span<const std::string_view> fields) override { reader_.expect(fields); }

 private:
  void name_agent(Agent& agent) const {
    if (!agent.name.empty()) return;
    const std::string& family = reader_.text(AgentTarget("family_name"));
    agent.name = reader_.text(AgentTarget("given_name"));
    if (!agent.name.empty() && !family.empty()) agent.name += ' ';
    agent.name += family;
  }

  RowReader reader_;
  AnyRecord empty_;
  AnyRecord record_;
};

class JsonWriter : public RowWriter {
 public:
  JsonWriter(Session& session, const Kind& kind) : session_(session), empty_(kind), record_(kind) {}

  void write(std::span<const std::string_view> fields) override {
    const Kind& kind = record_.kind();
    kind.copy(record_.get(), empty_.get());
    set_from_json(kind, record_.get(), fields.front());
    const bool has_id = !id_of(kind, record_.get()).is_nil();
    add_record(session_, kind, record_.get(), {}, has_id ? Origin::restored : Origin::call);
  }
  std::optional<Instant> takes_effect(std::span<const std::string_view> fields) override {
    if (&record_.kind() != &kind_of<StageMove>()) return {};
    StageMove move;
    try {
      set_from_json(record_.kind(), &move, fields.front());
    } catch (const Error&) {
      return {};  // writing the row says what is wrong with it
    }
    if (!move.id.uuid.is_nil()) return {};
    return move.effective_at == Instant{} ? latest_instant : move.effective_at;
  }

 private:
  Session& session_;
  AnyRecord empty_;
  AnyRecord record_;
};

}  // namespace

std::unique_ptr<RowWriter> make_writer(Session& session, const ImportPlan& plan,
                                       const ImportOptions& options) {
  if (plan.kind == opportunity) return make_opportunity_writer(session, plan, options);
  const Kind& kind = kind_named(plan.kind);
  const bool restores = std::any_of(plan.columns.begin(), plan.columns.end(),
                                    [](const ColumnPlan& column) { return column.target == "id"; });
  if (kind.name == "customer" && !restores) return make_customer_writer(session, plan, options);
  return std::make_unique<RecordWriter>(session, kind, plan, options);
}

std::unique_ptr<RowWriter> make_json_writer(Session& session, const Kind& kind) {
  return std::make_unique<JsonWriter>(session, kind);
}

}  // namespace rapport
