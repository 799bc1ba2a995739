// Errors: what every failed call throws.
//
// A verb that fails throws rapport::Error and leaves nothing behind: the book is as it was before the call.
// The code says what kind of trouble it is (and whether trying again can help), the message says what to do,
// and kind, record and field name the place. Messages never quote the value of a field that holds personal
// data.
//
// Not here: errors of the standard library. The only other exception that leaves rapport is std::bad_alloc.
// Threads: an Error is a value; copy it wherever you like.
//
//   try {
//     book.customers().update(customer);
//   } catch (const rapport::Error& error) {
//     if (error.code() == rapport::Code::conflict) reload_and_ask(error.what());
//   }
#pragma once

#include <exception>
#include <string>
#include <string_view>

namespace rapport {

// Numbers are permanent: they are the C ABI's codes with the sign turned round.
enum class Code : int {
  invalid = 100,            // a value that the field's description does not allow
  unknown_name = 101,       // no such field, kind, enumeration value, column or verb
  misuse = 102,             // a call that makes no sense now: a closed book, a cursor of another query
  not_found = 200,          // no record with this id
  missing_reference = 201,  // a field refers to a record that does not exist
  duplicate = 202,          // another live record already has this value
  conflict = 203,           // the record changed since it was read
  not_allowed = 300,        // a policy or an invariant refuses; the message lists what is allowed
  busy = 400,               // another writer holds the file; trying again can help
  full = 401,               // the disk is full
  read_only = 402,          // the file, or the book, may not be written
  not_a_book = 403,         // the file is something else
  newer_format = 404,       // the file was written by a newer rapport
  corrupt = 405,            // the file is damaged
  io = 406,                 // the operating system refused to read or write
  interrupted = 407,        // the host asked to stop
  internal = 500,           // a mistake in rapport; please report it
};

// "missing_reference" for Code::missing_reference.
std::string_view name(Code code) noexcept;

// Where the trouble is; any part may be empty.
struct Place {
  std::string kind{};    // "customer"
  std::string record{};  // the record's id as text
  std::string field{};   // "name"
};

class Error : public std::exception {
 public:
  Error(Code code, std::string message, Place place = {});

  Code code() const noexcept { return code_; }
  // The whole sentence, with the place in front: "customer 0190…, field name: is empty; give a name".
  const char* what() const noexcept override { return what_.c_str(); }
  const std::string& message() const noexcept { return message_; }
  const std::string& kind() const noexcept { return place_.kind; }
  const std::string& record() const noexcept { return place_.record; }
  const std::string& field() const noexcept { return place_.field; }

 private:
  Code code_;
  std::string message_;
  Place place_;
  std::string what_;
};

}  // namespace rapport
