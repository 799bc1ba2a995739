// Errors and codes: the one table between rapport::Code and the numbers of rapport.h.
#include <filesystem>
#include <new>
#include <stdexcept>

#include "objects.hpp"
#include "rapport/version.hpp"
#include "store/database.hpp"

namespace rapport::capi {

namespace {

struct NamedCode {
  std::int32_t code;
  const char* name;
};
constexpr NamedCode codes[] = {{RAPPORT_OK, "ok"},
                               {RAPPORT_DONE, "done"},
                               {RAPPORT_INVALID, "invalid"},
                               {RAPPORT_UNKNOWN_NAME, "unknown_name"},
                               {RAPPORT_MISUSE, "misuse"},
                               {RAPPORT_FORKED, "forked"},
                               {RAPPORT_NOT_FOUND, "not_found"},
                               {RAPPORT_MISSING_REFERENCE, "missing_reference"},
                               {RAPPORT_DUPLICATE, "duplicate"},
                               {RAPPORT_CONFLICT, "conflict"},
                               {RAPPORT_NOT_ALLOWED, "not_allowed"},
                               {RAPPORT_BUSY, "busy"},
                               {RAPPORT_FULL, "full"},
                               {RAPPORT_READ_ONLY, "read_only"},
                               {RAPPORT_NOT_A_BOOK, "not_a_book"},
                               {RAPPORT_NEWER_FORMAT, "newer_format"},
                               {RAPPORT_CORRUPT, "corrupt"},
                               {RAPPORT_IO, "io"},
                               {RAPPORT_INTERRUPTED, "interrupted"},
                               {RAPPORT_INTERNAL, "internal"},
                               {RAPPORT_OUT_OF_MEMORY, "out_of_memory"}};

// The library's numbers are these with the sign turned round.
constexpr std::int32_t code_of(Code code) { return -static_cast<std::int32_t>(code); }
static_assert(code_of(Code::invalid) == RAPPORT_INVALID &&
              code_of(Code::unknown_name) == RAPPORT_UNKNOWN_NAME &&
              code_of(Code::misuse) == RAPPORT_MISUSE && code_of(Code::not_found) == RAPPORT_NOT_FOUND &&
              code_of(Code::missing_reference) == RAPPORT_MISSING_REFERENCE &&
              code_of(Code::duplicate) == RAPPORT_DUPLICATE && code_of(Code::conflict) == RAPPORT_CONFLICT &&
              code_of(Code::not_allowed) == RAPPORT_NOT_ALLOWED && code_of(Code::busy) == RAPPORT_BUSY &&
              code_of(Code::full) == RAPPORT_FULL && code_of(Code::read_only) == RAPPORT_READ_ONLY &&
              code_of(Code::not_a_book) == RAPPORT_NOT_A_BOOK &&
              code_of(Code::newer_format) == RAPPORT_NEWER_FORMAT &&
              code_of(Code::corrupt) == RAPPORT_CORRUPT && code_of(Code::io) == RAPPORT_IO &&
              code_of(Code::interrupted) == RAPPORT_INTERRUPTED &&
              code_of(Code::internal) == RAPPORT_INTERNAL);

// Reported when there is no memory left to report anything else; made while the library is loaded, never freed.
rapport_error no_memory(RAPPORT_OUT_OF_MEMORY, "out of memory; nothing of this call was done",
                        "out of memory; nothing of this call was done", {}, 0);

std::int32_t tell(rapport_error** error, std::int32_t code, const char* message, std::string detail,
                  Place place, std::int32_t storage_code = 0) {
  if (error) *error = new rapport_error(code, message, std::move(detail), std::move(place), storage_code);
  return code;
}

std::int32_t tell(rapport_error** error, const Error& thrown, std::int32_t storage_code = 0) {
  return tell(error, code_of(thrown.code()), thrown.what(), thrown.message(),
              {thrown.kind(), thrown.record(), thrown.field()}, storage_code);
}

std::int32_t translate(rapport_error** error) {
  try {
    throw;
  } catch (const StorageError& thrown) {
    return tell(error, thrown, thrown.storage_code);
  } catch (const Error& thrown) {
    return tell(error, thrown);
  } catch (const ForkedBook&) {
    constexpr const char* why = "the book was opened by the parent process; open another one here";
    return tell(error, RAPPORT_FORKED, why, why, {});
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::length_error&) {
    throw std::bad_alloc();
  } catch (const std::filesystem::filesystem_error& thrown) {
    return tell(error, RAPPORT_IO, thrown.what(), thrown.what(), {});
  } catch (const std::exception& thrown) {
    return tell(error, RAPPORT_INTERNAL, thrown.what(), thrown.what(), {});
  } catch (...) {
    constexpr const char* why = "a callback let an exception pass that is not a std::exception";
    return tell(error, RAPPORT_INTERNAL, why, why, {});
  }
}

}  // namespace

Code code_named(std::int32_t code) noexcept {
  const auto named = static_cast<Code>(-code);
  return name(named) == rapport_code_name(code) ? named : Code::internal;
}

std::int32_t report(rapport_error** error) noexcept {
  try {
    return translate(error);
  } catch (...) {
    if (error) *error = &no_memory;
    return RAPPORT_OUT_OF_MEMORY;
  }
}

void throw_wrong_object(const void* given, std::string_view wanted_type) {
  throw Error(Code::misuse,
              std::string(wanted_type) + (given ? "* expected; this is another object, or a freed one"
                                                : "* expected; this is NULL"));
}

void throw_no_place(std::string_view what) {
  throw Error(Code::misuse, "there is no place for the result: " + std::string(what) + " is NULL");
}

void throw_wrong_kind(const Kind& given, const Kind& wanted_kind) {
  throw Error(Code::misuse, "a record of kind " + std::string(wanted_kind.name) + " is expected, this is a " +
                                std::string(given.name));
}

}  // namespace rapport::capi

using namespace rapport::capi;

const char* rapport_version(void) { return rapport::version.data(); }
int32_t rapport_abi(void) { return RAPPORT_ABI; }

const char* rapport_code_name(int32_t code) {
  for (const auto& each : codes)
    if (each.code == code) return each.name;
  return "";
}

int32_t rapport_error_code(const rapport_error* error) { return error ? error->code : 0; }
const char* rapport_error_message(const rapport_error* error) { return error ? error->message.c_str() : ""; }
const char* rapport_error_detail(const rapport_error* error) { return error ? error->detail.c_str() : ""; }
const char* rapport_error_kind(const rapport_error* error) { return error ? error->place.kind.c_str() : ""; }
const char* rapport_error_record(const rapport_error* error) {
  return error ? error->place.record.c_str() : "";
}
const char* rapport_error_field(const rapport_error* error) {
  return error ? error->place.field.c_str() : "";
}
int32_t rapport_error_storage_code(const rapport_error* error) { return error ? error->storage_code : 0; }
void rapport_error_free(rapport_error* error) {
  if (error && error->tag == Tag::error && error != &no_memory) delete error;
}
