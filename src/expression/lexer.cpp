#include "expression/lexer.hpp"

#include <fmt/format.h>

#include <array>

#include "expression/syntax.hpp"
#include "expression/texts.hpp"
#include "kernel/text.hpp"

namespace rapport::cel {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
int digit_value(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return 99;
}

// Longest first.
constexpr std::array<std::string_view, 26> signs{"==", "!=", "<=", ">=", "&&", "||", "+", "-", "*",
                                                 "/",  "%",  "<",  ">",  "!",  "?",  ":", ".", ",",
                                                 "(",  ")",  "[",  "]",  "{",  "}",  "=", "&"};

}  // namespace

void Lexer::pass_blanks() {
  while (at_ < text_.size()) {
    const char c = text_[at_];
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') {
      ++at_;
    } else if (text_.substr(at_).starts_with("//")) {
      at_ = std::min(text_.find('\n', at_), text_.size());
    } else {
      return;
    }
  }
}

Token Lexer::next() {
  pass_blanks();
  const std::size_t start = at_;
  const auto token = [&](TokenKind kind) {
    return Token{kind, static_cast<std::uint32_t>(start), text_.substr(start, at_ - start), {}, false};
  };
  if (at_ == text_.size()) return token(TokenKind::end);
  const char c = text_[at_];
  if (is_digit(c) || (c == '.' && at_ + 1 < text_.size() && is_digit(text_[at_ + 1]))) return number();
  if (c == '"' || c == '\'') return quoted_text(start, false, false);
  if (is_letter(c)) {
    while (at_ < text_.size() && (is_letter(text_[at_]) || is_digit(text_[at_]))) ++at_;
    // r"..." and b"...", in any order and case
    if (at_ - start <= 2 && at_ < text_.size() && (text_[at_] == '"' || text_[at_] == '\'')) {
      bool raw = false;
      bool bytes = false;
      bool prefix = true;
      for (const char each : text_.substr(start, at_ - start)) {
        bool& flag = each == 'r' || each == 'R' ? raw : bytes;
        prefix = prefix && !flag && (each == 'r' || each == 'R' || each == 'b' || each == 'B');
        flag = true;
      }
      if (prefix) return quoted_text(start, raw, bytes);
    }
    return token(TokenKind::identifier);
  }
  if (c == '`') {
    const std::size_t end = text_.find('`', start + 1);
    if (end == std::string_view::npos) fail(text_, start, "expected a closing ` for this name");
    at_ = end + 1;
    Token name = token(TokenKind::identifier);
    name.content = text_.substr(start + 1, end - start - 1);
    name.quoted = true;
    for (const char each : name.content)
      if (!is_letter(each) && !is_digit(each) && each != '.' && each != '-' && each != '/' && each != ' ')
        fail(text_, start, "a quoted name has letters, digits, _, ., -, / and blanks");
    if (name.content.empty()) fail(text_, start, "expected a name between the backticks");
    return name;
  }
  for (const std::string_view sign : signs)
    if (text_.substr(at_).starts_with(sign)) {
      at_ += sign.size();
      return token(TokenKind::sign);
    }
  std::size_t end = start + 1;
  while (end < text_.size() && (static_cast<unsigned char>(text_[end]) & 0xC0) == 0x80) ++end;
  fail(text_, start,
       fmt::format("expected an expression, found \"{}\", which has no meaning here",
                   text::printable(text_.substr(start, end - start))));
}

Token Lexer::number() {
  const std::size_t start = at_;
  TokenKind kind = TokenKind::integer;
  const auto pass_digits = [&] {
    while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
  };
  if (text_.substr(at_).starts_with("0x") || text_.substr(at_).starts_with("0X")) {
    at_ += 2;
    const std::size_t first = at_;
    while (at_ < text_.size() && digit_value(text_[at_]) < 16) ++at_;
    if (at_ == first) fail(text_, start, "expected hexadecimal digits after 0x");
  } else {
    pass_digits();
    if (at_ + 1 < text_.size() && text_[at_] == '.' && is_digit(text_[at_ + 1])) {
      kind = TokenKind::real;
      ++at_;
      pass_digits();
    }
    if (at_ < text_.size() && (text_[at_] == 'e' || text_[at_] == 'E')) {
      kind = TokenKind::real;
      ++at_;
      if (at_ < text_.size() && (text_[at_] == '+' || text_[at_] == '-')) ++at_;
      const std::size_t first = at_;
      pass_digits();
      if (at_ == first) fail(text_, start, "expected digits in the exponent");
    }
  }
  Token token{kind, static_cast<std::uint32_t>(start), text_.substr(start, at_ - start), {}, false};
  if (kind == TokenKind::integer && at_ < text_.size() && (text_[at_] == 'u' || text_[at_] == 'U')) {
    token.kind = TokenKind::unsigned_integer;
    token.spelled = text_.substr(start, ++at_ - start);
  }
  if (at_ < text_.size() && is_letter(text_[at_]))
    fail(text_, start, "expected an operator behind the number");
  return token;
}

std::uint32_t Lexer::digits(std::size_t start, int base, int count) {
  std::uint32_t value = 0;
  for (int i = 0; i < count; ++i, ++at_) {
    if (at_ == text_.size() || digit_value(text_[at_]) >= base)
      fail(text_, start,
           fmt::format("expected {} {} digits in this escape", count, base == 8 ? "octal" : "hexadecimal"));
    value = value * static_cast<std::uint32_t>(base) + static_cast<std::uint32_t>(digit_value(text_[at_]));
  }
  return value;
}

// Stands behind the backslash.
void Lexer::escape(std::string& content, std::size_t start, bool bytes) {
  if (at_ == text_.size()) fail(text_, start, "expected a closing quote");
  const std::size_t backslash = at_ - 1;
  const char c = text_[at_++];
  const auto code_point = [&](std::uint32_t value) {
    if (value > 0x10FFFF || (value >= 0xD800 && value < 0xE000))
      fail(text_, backslash, "this escape is no Unicode character");
    append_code_point(content, value);
  };
  switch (c) {
    case 'a': content += '\a'; return;
    case 'b': content += '\b'; return;
    case 'f': content += '\f'; return;
    case 'n': content += '\n'; return;
    case 'r': content += '\r'; return;
    case 't': content += '\t'; return;
    case 'v': content += '\v'; return;
    case '\\':
    case '?':
    case '"':
    case '\'':
    case '`': content += c; return;
    case 'x':
    case 'X': {
      const std::uint32_t value = digits(backslash, 16, 2);
      if (bytes)
        content += static_cast<char>(value);
      else
        code_point(value);
      return;
    }
    case 'u':
    case 'U':
      if (bytes) break;
      code_point(digits(backslash, 16, c == 'u' ? 4 : 8));
      return;
    default: break;
  }
  if (c < '0' || c > '3') fail(text_, backslash, "there is no such escape");
  --at_;
  const std::uint32_t value = digits(backslash, 8, 3);
  if (bytes)
    content += static_cast<char>(value);
  else
    code_point(value);
}

Token Lexer::quoted_text(std::size_t start, bool raw, bool bytes) {
  const char quote = text_[at_];
  const std::string three(3, quote);
  const bool triple = text_.substr(at_).starts_with(three);
  const std::string_view closing = triple ? std::string_view(three) : std::string_view(three).substr(0, 1);
  at_ += closing.size();
  Token token{bytes ? TokenKind::bytes : TokenKind::text, static_cast<std::uint32_t>(start), {}, {}, false};
  while (!text_.substr(at_).starts_with(closing)) {
    if (at_ == text_.size() || (!triple && (text_[at_] == '\n' || text_[at_] == '\r')))
      fail(text_, start, fmt::format("expected a closing {}", closing));
    const char c = text_[at_++];
    if (c == '\\' && !raw)
      escape(token.content, start, bytes);
    else
      token.content += c;
  }
  at_ += closing.size();
  token.spelled = text_.substr(start, at_ - start);
  return token;
}

}  // namespace rapport::cel
