#include "command/call.hpp"

#include <fmt/format.h>

#include <array>
#include <fstream>
#include <vector>

#include "command/any_records.hpp"
#include "kernel/form.hpp"

namespace rapport::command {

namespace {

std::string_view zone_name(const Arguments& arguments) {
  const std::string_view name = arguments.knows("--zone") ? arguments.text("--zone") : std::string_view();
  return name.empty() ? "UTC" : name;
}

}  // namespace

Call::Call(const Arguments& given, const terminal::Screen& where, Book* book)
    : arguments(given), screen(where), book_(book), zone_(zone_name(given)), teller_(book, zone_) {}

Book& Call::book() const {
  if (!book_) throw Error(Code::internal, "the verb needs a book");
  return *book_;
}

std::size_t Call::limit() const { return static_cast<std::size_t>(arguments.integer("--limit", 0, 1)); }

std::optional<Instant> Call::instant(std::string_view option) const {
  if (!arguments.flag(option)) return {};
  return instant(option, {}, zone_);
}

Instant Call::instant(std::string_view option, Instant otherwise, const Zone& zone) const {
  const std::string& text = arguments.text(option);
  if (text.empty()) return otherwise;
  return instant_in(text, option, zone, std::chrono::days(0));
}

Instant Call::by_instant(std::string_view text, std::string_view place) const {
  return instant_in(text, place, zone_, std::chrono::days(1));
}

Instant Call::instant_in(std::string_view text, std::string_view place, const Zone& zone,
                         std::chrono::days later) {
  constexpr std::size_t day_length = std::string_view("2026-11-22").size();
  try {
    if (text.size() != day_length) return from_text<Instant>(text);
    return zone.begin_of(std::chrono::sys_days(from_text<Date>(text)) + later);
  } catch (const Error& error) {
    throw UsageError(error.code(), std::string(place) + ": " + error.message());
  }
}

void Call::line(const Json& json) const {
  write(json.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n');
}

void Call::refuse_unknown(std::string_view sentence, std::string_view name) {
  throw Error(Code::not_found, fmt::format(fmt::runtime(sentence), terminal::one_line(name)));
}

int Call::wrote(std::string_view verb, const Kind& kind, const void* record) {
  if (json()) {
    line(to_json(kind, record));
  } else {
    write(fmt::format("{} {} {}  {}\n", verb, kind.name,
                      screen.paint(terminal::Style::dim, to_text(id_of(kind, record))),
                      terminal::one_line(label_of(kind, record))));
  }
  return done;
}

void Call::section(std::string_view title, const std::string& text) const {
  write('\n' + terminal::heading(screen, title) + text);
}

void Call::remark(std::string_view text) const {
  write(screen.paint(terminal::Style::dim, terminal::one_line(text)) + '\n');
}

void Call::next_page(std::string_view cursor) const {
  if (cursor.empty()) return;
  if (json())
    line({{"next", cursor}});
  else
    remark("more with --after " + std::string(cursor));
}

Json to_json(const Kind& kind, const void* record) {
  std::vector<Value> columns;
  for (const Field& field : kind.fields)
    for (const Column& column : field.columns) columns.push_back(column.get(record));
  std::string text;
  append_json(text, kind, columns);
  return Json::parse(text);
}

std::string content_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::string content;
  std::array<char, 1 << 16> block;
  do {
    stream.read(block.data(), block.size());
    content.append(block.data(), static_cast<std::size_t>(stream.gcount()));
  } while (stream);
  if (!stream.is_open() || stream.bad())
    throw Error(Code::io, fmt::format("{} cannot be read", terminal::one_line(file.string())));
  return content;
}

Json optional_json(const std::optional<std::string>& text) { return text ? Json(*text) : Json(nullptr); }

}  // namespace rapport::command
