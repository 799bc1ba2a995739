// Recursive descent over CEL's grammar. Chains of && and || become one node, so that only brackets and
// operands make an expression deep.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "expression/lexer.hpp"
#include "expression/syntax.hpp"
#include "expression/texts.hpp"
#include "kernel/text.hpp"
#include "rapport/error.hpp"

namespace rapport::cel {

void fail(std::string_view text, std::size_t at, std::string_view what) {
  at = std::min(at, text.size());
  const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
  const std::size_t begin = at == 0 ? 0 : text.rfind('\n', at - 1) + 1;  // npos + 1 is 0
  const std::size_t end = std::min(text.find('\n', at), text.size());
  const std::size_t column = text::length(text.substr(begin, at - begin));
  // Of a long line only the neighbourhood.
  constexpr std::size_t before = 60;
  constexpr std::size_t width = 100;
  const auto starts_a_character = [&](std::size_t i) {
    return (static_cast<unsigned char>(text[i]) & 0xC0) != 0x80;
  };
  std::size_t from = begin;
  if (at - begin > before)
    for (from = at - before; from < at && !starts_a_character(from);) ++from;
  std::size_t to = end;
  if (end - from > width)
    for (to = from + width; to > at && !starts_a_character(to);) --to;
  std::string shown(text.substr(from, to - from));
  std::replace_if(
      shown.begin(), shown.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; },
      ' ');
  throw Error(Code::invalid, fmt::format("line {}, column {}: {}\n  {}\n  {:>{}}", line, column + 1, what,
                                         shown, '^', text::length(text.substr(from, at - from)) + 1));
}

namespace {

constexpr std::array<std::string_view, 4> words{"false", "in", "null", "true"};
constexpr std::array<std::string_view, 17> reserved{
    "as",  "break", "const",   "continue",  "else",   "for", "function", "if",   "import",
    "let", "loop",  "package", "namespace", "return", "var", "void",     "while"};

constexpr Macro all_macros[] = {
    {"all", Op::all, 1, 1, 1, "list.all(x, condition)",
     "Whether it holds for every item; of a map, for every key."},
    {"exists", Op::exists, 1, 1, 1, "list.exists(x, condition)", "Whether it holds for one at least."},
    {"exists_one", Op::exists_one, 1, 1, 1, "list.exists_one(x, condition)",
     "Whether it holds for exactly one."},
    {"filter", Op::filter, 1, 1, 1, "list.filter(x, condition)", "The items for which it holds."},
    {"map", Op::transform_list, 1, 1, 2, "list.map(x, value), list.map(x, condition, value)",
     "What becomes of each item for which the condition holds."},
    {"all", Op::all, 2, 1, 1, "list.all(i, x, condition)",
     "The same as above with the position beside the item; of a map, with the value beside the key."},
    {"exists", Op::exists, 2, 1, 1, "list.exists(i, x, condition)", "The same."},
    {"existsOne", Op::exists_one, 2, 1, 1, "list.existsOne(i, x, condition)", "The same."},
    {"transformList", Op::transform_list, 2, 1, 2, "list.transformList(i, x, value)",
     "A list of what becomes of each; a condition may stand before the value."},
    {"transformMap", Op::transform_map, 2, 1, 2, "map.transformMap(k, v, value)",
     "A map with the same keys; a condition may stand before the value."},
    {"transformMapEntry", Op::transform_map_entry, 2, 1, 2, "map.transformMapEntry(k, v, map)",
     "A map of the entries that each becomes; a condition may stand before them."},
    {"existsOne", Op::exists_one, 1, 1, 1, "list.existsOne(x, condition)", "Another spelling of exists_one."},
    {"exists_one", Op::exists_one, 2, 1, 1, "list.exists_one(i, x, condition)",
     "Another spelling of existsOne."},
};

class Parser {
 public:
  explicit Parser(Program& program) : program_(program), lexer_(program.text) { token_ = lexer_.next(); }

  void run() {
    program_.root = expression();
    if (token_.kind != TokenKind::end) expected("an operator or the end");
  }

 private:
  // ---- Tokens

  bool is(std::string_view sign) const { return token_.kind == TokenKind::sign && token_.spelled == sign; }
  bool is_word(std::string_view word) const {
    return token_.kind == TokenKind::identifier && !token_.quoted && token_.spelled == word;
  }
  bool take(std::string_view sign) {
    if (!is(sign)) return false;
    advance();
    return true;
  }
  void advance() {
    end_ = token_.at + static_cast<std::uint32_t>(token_.spelled.size());
    token_ = lexer_.next();
  }
  void need(std::string_view sign) {
    if (!take(sign)) expected(sign);
  }
  [[noreturn]] void expected(std::string_view what) {
    const std::string found =
        token_.kind == TokenKind::end ? "the end" : fmt::format("\"{}\"", text::printable(token_.spelled));
    constexpr std::pair<std::string_view, std::string_view> elsewhere[] = {
        {"and", "&&"}, {"or", "||"}, {"not", "!"}, {"is", "=="}, {"=", "=="}};
    std::string advice;
    for (const auto& [spelled, sign] : elsewhere)
      if (text::folded(token_.spelled) == spelled) advice = fmt::format("; write {}", sign);
    fail(program_.text, token_.at, fmt::format("expected {}, found {}{}", what, found, advice));
  }

  // ---- Nodes

  std::string_view keep(std::string text) { return program_.names.emplace_back(std::move(text)); }

  std::uint32_t add(Node node, std::span<const std::uint32_t> children) {
    node.first = static_cast<std::uint32_t>(program_.children.size());
    node.count = static_cast<std::uint32_t>(children.size());
    program_.children.insert(program_.children.end(), children.begin(), children.end());
    int depth = 0;
    for (const std::uint32_t child : children) depth = std::max(depth, depths_[child]);
    if (depth + 1 > deepest) too_deep(node.at);
    depths_.push_back(depth + 1);
    node.begin = node.at;
    for (const std::uint32_t child : children) node.begin = std::min(node.begin, program_.nodes[child].begin);
    node.end = end_;
    program_.nodes.push_back(node);
    return static_cast<std::uint32_t>(program_.nodes.size() - 1);
  }
  std::uint32_t add(Op op, std::uint32_t at, std::initializer_list<std::uint32_t> children) {
    Node node;
    node.op = op;
    node.at = at;
    return add(node, std::span(children.begin(), children.size()));
  }
  std::uint32_t literal(std::uint32_t at, Any value) {
    Node node;
    node.at = at;
    node.literal = value;
    return add(node, {});
  }
  [[noreturn]] void too_deep(std::size_t at) {
    fail(program_.text, at, fmt::format("nested more than {} levels deep", deepest));
  }

  // Counts the levels of brackets while it lives.
  struct Level {
    explicit Level(Parser& parser) : parser_(parser) {
      if (++parser_.level_ > deepest) parser_.too_deep(parser_.token_.at);
    }
    ~Level() { --parser_.level_; }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;
    Parser& parser_;
  };

  // ---- The grammar, from the loosest operator to the tightest

  std::uint32_t expression() {
    const Level level(*this);
    const std::uint32_t condition = chain("||", Op::disjunction);
    if (!is("?")) return condition;
    const std::uint32_t at = token_.at;
    advance();
    const std::uint32_t yes = chain("||", Op::disjunction);
    need(":");
    const std::uint32_t no = expression();
    return add(Op::conditional, at, {condition, yes, no});
  }

  std::uint32_t chain(std::string_view sign, Op op) {
    const auto part = [&] { return op == Op::disjunction ? chain("&&", Op::conjunction) : binary(0); };
    std::vector<std::uint32_t> parts{part()};
    Node node;
    node.op = op;
    node.at = token_.at;
    while (take(sign)) parts.push_back(part());
    return parts.size() == 1 ? parts.front() : add(node, parts);
  }

  // a OP b OP c, from the left, by operators of one level and what binds tighter.
  std::uint32_t binary(int level) {
    if (level > tightest) return unary();
    std::uint32_t left = binary(level + 1);
    for (;;) {
      const auto found = std::ranges::find_if(operators, [&](const Operator& each) {
        return each.level == level && (each.op == Op::in ? is_word(each.sign) : is(each.sign));
      });
      if (found == std::end(operators)) return left;
      const std::uint32_t at = token_.at;
      advance();
      const std::uint32_t right = binary(level + 1);
      left = add(found->op, at, {left, right});
    }
  }

  std::uint32_t unary() {
    const std::uint32_t at = token_.at;
    for (const auto& [op, sign] :
         {std::pair{Op::negation, std::string_view("!")}, std::pair{Op::negative, std::string_view("-")}}) {
      if (!is(sign)) continue;
      std::vector<std::uint32_t> places;
      while (is(sign)) {
        places.push_back(token_.at);
        if (places.size() > deepest) too_deep(token_.at);
        advance();
      }
      // The last minus belongs to a number behind it: the lowest int has no positive twin.
      const bool number =
          op == Op::negative && (token_.kind == TokenKind::integer || token_.kind == TokenKind::real);
      if (number) places.pop_back();
      std::uint32_t operand = member(number, at);
      for (; !places.empty(); places.pop_back()) operand = add(op, places.back(), {operand});
      return operand;
    }
    return member(false, at);
  }

  std::uint32_t member(bool minus, std::uint32_t at) {
    std::uint32_t operand = primary(minus, at);
    for (;;) {
      const std::uint32_t place = token_.at;
      if (take("[")) {
        const std::uint32_t index = expression();
        need("]");
        operand = add(Op::index, place, {operand, index});
      } else if (take(".")) {
        operand = selection(operand);
      } else if (is("{") && names_a_message(operand)) {
        fail(program_.text, place, "there are no messages to make; write a map as {'key': value}");
      } else {
        return operand;
      }
    }
  }

  bool names_a_message(std::uint32_t node) const {
    const Op op = program_.nodes[node].op;
    return op == Op::name || op == Op::select;
  }

  // Behind the dot.
  std::uint32_t selection(std::uint32_t operand) {
    if (token_.kind != TokenKind::identifier) expected("a field or a function");
    if (!token_.quoted && std::ranges::find(words, token_.spelled) != words.end())
      expected("a field or a function");
    Node node;
    node.at = token_.at;
    const bool quoted = token_.quoted;
    node.name = keep(quoted ? token_.content : std::string(token_.spelled));
    advance();
    if (!is("(") || quoted) {
      node.op = Op::select;
      return add(node, std::span(&operand, 1));
    }
    std::vector<std::uint32_t> children = arguments();
    if (const auto made = macro(node, operand, children)) return *made;
    node.op = Op::call;
    node.member = true;
    children.insert(children.begin(), operand);
    return add(node, children);
  }

  std::vector<std::uint32_t> arguments() {
    need("(");
    return items(")");
  }
  std::vector<std::uint32_t> items(std::string_view closing) {
    std::vector<std::uint32_t> result;
    if (take(closing)) return result;
    for (;;) {
      result.push_back(expression());
      if (take(closing)) return result;
      if (!take(",")) expected(fmt::format(", or {}", closing));
      if (closing != ")" && take(closing)) return result;  // [1, 2,]
    }
  }

  std::optional<std::uint32_t> macro(Node node, std::uint32_t range,
                                     const std::vector<std::uint32_t>& given) {
    for (const Macro& each : all_macros) {
      const int bodies = static_cast<int>(given.size()) - each.variables;
      if (each.name != node.name || bodies < each.least || bodies > each.most) continue;
      for (int i = 0; i < each.variables; ++i) {
        const Node& variable = program_.nodes[given[static_cast<std::size_t>(i)]];
        if (variable.op != Op::name)
          fail(program_.text, variable.at, fmt::format("expected a name for the variable of {}", each.name));
      }
      if (each.variables == 2 && program_.nodes[given[0]].name == program_.nodes[given[1]].name)
        fail(program_.text, program_.nodes[given[1]].at, "the two variables need different names");
      node.op = each.op;
      node.two_variables = each.variables == 2;
      node.guarded = bodies == 2;
      std::vector<std::uint32_t> children{range};
      children.insert(children.end(), given.begin(), given.end());
      return add(node, children);
    }
    return {};
  }

  std::uint32_t primary(bool minus, std::uint32_t at) {
    switch (token_.kind) {
      case TokenKind::integer:
      case TokenKind::unsigned_integer: return integer(minus, at);
      case TokenKind::real: {
        const auto value = real_from_text(token_.spelled);
        if (!value) fail(program_.text, at, "this number is out of the range of a double");
        advance();
        return literal(at, Any::of(minus ? -*value : *value));
      }
      case TokenKind::text:
      case TokenKind::bytes: {
        const bool bytes = token_.kind == TokenKind::bytes;
        const std::string_view content = keep(std::move(token_.content));
        advance();
        return literal(at, bytes ? Any::bytes(content) : Any::of(content));
      }
      case TokenKind::identifier: return identifier(at);
      case TokenKind::sign: return bracketed(at);
      case TokenKind::end: break;
    }
    expected("an expression");
  }

  std::uint32_t integer(bool minus, std::uint32_t at) {
    std::string_view digits = token_.spelled;
    const bool is_unsigned = token_.kind == TokenKind::unsigned_integer;
    if (is_unsigned) digits.remove_suffix(1);
    const bool hexadecimal = digits.starts_with("0x") || digits.starts_with("0X");
    if (hexadecimal) digits.remove_prefix(2);
    std::uint64_t value = 0;
    const auto [end, trouble] =
        std::from_chars(digits.data(), digits.data() + digits.size(), value, hexadecimal ? 16 : 10);
    const std::uint64_t most = is_unsigned ? ~0ULL : (1ULL << 63) - (minus ? 0 : 1);
    if (trouble != std::errc{} || value > most)
      fail(program_.text, token_.at,
           is_unsigned ? "a uint goes to 18446744073709551615"
                       : "an int goes from -9223372036854775808 to 9223372036854775807");
    advance();
    if (is_unsigned) return literal(at, Any::of(value));
    return literal(at, Any::of(static_cast<std::int64_t>(minus ? 0 - value : value)));
  }

  std::uint32_t identifier(std::uint32_t at) {
    if (token_.quoted) expected("a name without backticks, which only fields have");
    const std::string_view spelled = token_.spelled;
    if (spelled == "true" || spelled == "false") {
      advance();
      return literal(at, Any::of(spelled == "true"));
    }
    if (spelled == "null") {
      advance();
      return literal(at, Any::null());
    }
    if (spelled == "in") expected("an expression");
    if (std::ranges::find(reserved, spelled) != reserved.end())
      fail(program_.text, at, fmt::format("expected an expression; \"{}\" is a reserved word", spelled));
    return named(at, std::string(spelled));
  }

  std::uint32_t named(std::uint32_t at, std::string name) {
    advance();
    Node node;
    node.at = at;
    node.name = keep(std::move(name));
    if (!is("(")) {
      node.op = Op::name;
      return add(node, {});
    }
    const std::vector<std::uint32_t> children = arguments();
    if (node.name == "has") {
      if (children.size() != 1 || program_.nodes[children[0]].op != Op::select)
        fail(program_.text, at, "has() takes one field, as in has(customer.owner)");
      program_.nodes[children[0]].op = Op::has;
      program_.nodes[children[0]].begin = at;
      program_.nodes[children[0]].end = end_;
      return children[0];
    }
    node.op = Op::call;
    return add(node, children);
  }

  std::uint32_t bracketed(std::uint32_t at) {
    if (take("(")) {
      const std::uint32_t inner = expression();
      need(")");
      program_.nodes[inner].begin = at;
      program_.nodes[inner].end = end_;
      return inner;
    }
    if (take("[")) {
      Node node;
      node.op = Op::list;
      node.at = at;
      return add(node, items("]"));
    }
    if (take("{")) return map(at);
    if (take(".")) {  // .name: the name from the outermost scope
      if (token_.kind != TokenKind::identifier || token_.quoted) expected("a name");
      return named(at, "." + std::string(token_.spelled));
    }
    expected("an expression");
  }

  std::uint32_t map(std::uint32_t at) {
    Node node;
    node.op = Op::map;
    node.at = at;
    std::vector<std::uint32_t> entries;
    if (!take("}")) {
      for (;;) {
        entries.push_back(expression());
        need(":");
        entries.push_back(expression());
        if (take("}")) break;
        if (!take(",")) expected(", or }");
        if (take("}")) break;
      }
    }
    return add(node, entries);
  }

  Program& program_;
  Lexer lexer_;
  Token token_;
  std::vector<int> depths_;  // of each node
  int level_ = 0;
  std::uint32_t end_ = 0;  // of the token before
};

}  // namespace

Op mirrored(Op op) noexcept {
  switch (op) {
    case Op::less: return Op::greater;
    case Op::less_or_equal: return Op::greater_or_equal;
    case Op::greater: return Op::less;
    case Op::greater_or_equal: return Op::less_or_equal;
    default: return op;
  }
}

std::string_view sign_of(Op op) noexcept {
  const auto found = std::ranges::find(operators, op, &Operator::op);
  return found == std::end(operators) ? std::string_view() : found->sign;
}

std::span<const Macro> macros() { return all_macros; }

void parse(Program& program) {
  if (program.text.size() > longest_text)
    fail(program.text, longest_text, fmt::format("an expression has at most {} bytes", longest_text));
  if (const auto bad = text::first_invalid(program.text))
    fail(std::string_view(program.text).substr(0, *bad), *bad, fmt::format("byte {} is not UTF-8", *bad + 1));
  Parser(program).run();
}

}  // namespace rapport::cel
