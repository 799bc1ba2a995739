#include "exchange/import.hpp"

#include <fmt/format.h>

#include <vector>

#include "engines/journal.hpp"
#include "engines/records.hpp"
#include "exchange/rows_in_time.hpp"
#include "kernel/validate.hpp"

namespace rapport {

namespace {

constexpr std::size_t rows_between_progress = 1000;
constexpr std::size_t most_reasons = 10;
// Rows that wait for rows behind them are read again and again; this bounds how often.
constexpr int most_passes = 64;

class Import {
 public:
  Import(Session& session, ImportParts& parts, const ImportOptions& options, ImportReport& report)
      : session_(session), parts_(parts), options_(options), report_(report) {}

  void run() {
    auto waiting = first_pass();
    bool adds_own = false;
    for (int passes = 0; waiting->is_written() && passes < most_passes; ++passes) {
      const std::int64_t added = report_.added;
      WaitingSource again(waiting->pending_path());
      waiting = pass(again);
      if (report_.added > added) continue;
      if (!options_.add_missing || adds_own) break;
      adds_own = true;
      WaitingSource expected(waiting->pending_path());
      for (SourceRow row; expected.next(row);) parts_.writer.expect(row.fields);
      parts_.writer.add_own();
    }
    if (waiting->is_written()) reject_all(*waiting);
    parts_.writer.finish(report_.remarks);
  }

 private:
  // The rows that follow from one another come after the others, in the order of time.
  std::unique_ptr<PendingFile> first_pass() {
    RowsInTime in_time(parts_.rejects.file().path());
    auto waiting = pass(parts_.source, &in_time);
    report_.rows = static_cast<std::int64_t>(seen_);
    if (in_time.is_empty()) return waiting;
    const auto sorted = in_time.sorted();
    WaitingSource again(sorted->pending_path());
    return pass(again, nullptr, std::move(waiting));
  }

  // Reads a source to its end; returns the rows that must wait, in a file that is made with the first.
  std::unique_ptr<PendingFile> pass(Source& source, RowsInTime* in_time = nullptr,
                                    std::unique_ptr<PendingFile> waiting = {}) {
    if (!waiting) waiting = std::make_unique<PendingFile>(parts_.rejects.file().path());
    for (SourceRow row; source.next(row);) {
      if (++seen_ % rows_between_progress == 0) tell_progress();
      std::optional<Instant> at;
      if (in_time && row.reason.empty()) at = parts_.writer.takes_effect(row.fields);
      if (at)
        in_time->add(row, *at);
      else
        take(row, *waiting);
    }
    tell_progress();
    if (waiting->is_written()) waiting->flush();
    return waiting;
  }

  void tell_progress() const {
    if (!options_.progress) return;
    const std::int64_t read = parts_.source.bytes_read(), total = parts_.source.bytes_total();
    if (!call_host(session_, [&] { return options_.progress(read, total); }))
      throw Error(Code::interrupted, "the import was stopped; nothing of it was kept");
  }

  void take(SourceRow& row, PendingFile& waiting) {
    if (!row.reason.empty()) return reject(row);
    const std::int64_t writes = session_.writes;
    try {
      parts_.writer.write(row.fields);
      ++report_.added;
    } catch (const Error& error) {
      if (!is_about_input(error.code()) || session_.writes != writes) throw;
      parts_.writer.give_up();
      row.reason =
          error.field().empty() ? error.message() : fmt::format("{}: {}", error.field(), error.message());
      if (error.code() == Code::missing_reference)
        waiting.write(waiting_line(row));
      else
        reject(row);
    }
  }

  void reject(const SourceRow& row) {
    ++report_.rejected;
    if (report_.reasons.size() < most_reasons) report_.reasons.push_back(reason_of(row));
    parts_.rejects.add(row);
  }

  void reject_all(const PendingFile& waiting) {
    WaitingSource source(waiting.pending_path());
    for (SourceRow row; source.next(row);) {
      row.reason = source.reason();
      reject(row);
    }
  }

  Session& session_;
  ImportParts& parts_;
  const ImportOptions& options_;
  ImportReport& report_;
  std::size_t seen_ = 0;
};

// The import is made by now, so trouble is no reason to fail.
void publish(PendingFile& rejects, ImportReport& report) {
  try {
    rejects.publish();
    report.rejects = rejects.path();
  } catch (const Error& error) {
    rejects.keep();
    report.rejects = rejects.pending_path();
    report.remarks.push_back(fmt::format("the import is done, but its rejected rows are in {}, because {}",
                                         report.rejects.string(), error.message()));
  }
}

}  // namespace

ImportReport import_rows(Session& session, ImportParts parts, const ImportOptions& options, Because because) {
  ImportReport report{.file = parts.batch.source, .kind = parts.batch.target};
  because.cause.reset();  // that is the batch
  Work work(session, import_verb, because, Work::Size::transaction);
  const std::int64_t changes_before = session.commit().next_change;
  ImportBatch& batch = parts.batch;
  add_record(session, kind_of<ImportBatch>(), &batch, {}, Origin::library);
  report.batch = batch.id;
  // A transaction around the import may have a cause already.
  auto& cause = session.commit().because.cause;
  if (!cause) cause = Reference::to(kind_of<ImportBatch>().number, batch.id.uuid);

  Import(session, parts, options, report).run();
  report.records = session.commit().next_change - changes_before - 1;

  batch.rows = report.rows;
  batch.added = report.added;
  batch.rejected = report.rejected;
  update_record(session, kind_of<ImportBatch>(), &batch, {}, Origin::library);
  PendingFile& rejects = parts.rejects.file();
  if (rejects.is_written()) rejects.flush();
  work.finish();
  if (rejects.is_written()) publish(rejects, report);
  return report;
}

}  // namespace rapport
