// Tokens of an expression.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace rapport::cel {

enum class TokenKind : std::uint8_t { end, identifier, integer, unsigned_integer, real, text, bytes, sign };

struct Token {
  TokenKind kind = TokenKind::end;
  std::uint32_t at = 0;      // in bytes
  std::string_view spelled;  // as it stands in the text
  std::string content;  // of texts and bytes, without quotes and escapes; of a quoted identifier its name
  bool quoted = false;  // an identifier in backticks
};

class Lexer {
 public:
  // The text is UTF-8.
  explicit Lexer(std::string_view text) : text_(text) {}
  // Throws invalid with the place.
  Token next();

 private:
  void pass_blanks();
  Token number();
  Token quoted_text(std::size_t start, bool raw, bool bytes);
  void escape(std::string& content, std::size_t start, bool bytes);
  std::uint32_t digits(std::size_t start, int base, int count);

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace rapport::cel
