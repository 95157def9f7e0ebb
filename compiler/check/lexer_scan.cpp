#include "compiler/check/lexer_scan.hpp"

#include "compiler/check/rules.hpp"
#include "compiler/check/statement_length.hpp"

#include <fmt/format.h>

#include <clang/Basic/LangOptions.h>
#include <clang/Lex/Lexer.h>
#include <llvm/ADT/StringRef.h>
#include <llvm/Support/ConvertUTF.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>

namespace stratgen {

namespace {

using clang::tok::TokenKind;

struct Word {
  std::string_view text;
  RuleId rule;
};

// Words that no strategy needs. Most are refused on the tree as well; here their place and reason
// are exact.
constexpr std::array refused_words = {
    Word{"asm", RuleId::Assembly},
    Word{"__asm", RuleId::Assembly},
    Word{"__asm__", RuleId::Assembly},
    Word{"goto", RuleId::Goto},
    Word{"new", RuleId::Heap},
    Word{"delete", RuleId::Heap},
    Word{"throw", RuleId::Exceptions},
    Word{"try", RuleId::Exceptions},
    Word{"catch", RuleId::Exceptions},
    Word{"union", RuleId::Union},
    Word{"virtual", RuleId::Virtual},
    Word{"friend", RuleId::Friend},
    Word{"volatile", RuleId::Volatile},
    Word{"thread_local", RuleId::State},
    Word{"_Thread_local", RuleId::State},
    Word{"extern", RuleId::Extern},
    Word{"reinterpret_cast", RuleId::Cast},
    Word{"const_cast", RuleId::Cast},
    Word{"dynamic_cast", RuleId::Cast},
    Word{"typeid", RuleId::Rtti},
    Word{"co_await", RuleId::Coroutine},
    Word{"co_yield", RuleId::Coroutine},
    Word{"co_return", RuleId::Coroutine},
    Word{"export", RuleId::Module},
    Word{"concept", RuleId::Concept},
    Word{"requires", RuleId::Concept},
    Word{"alignas", RuleId::Attribute},
    Word{"__attribute", RuleId::Attribute},
    Word{"__attribute__", RuleId::Attribute},
    Word{"__declspec", RuleId::Attribute},
    Word{"__extension__", RuleId::Extension},
    Word{"stratgen_run", RuleId::EntryPoint},
    Word{"nullptr", RuleId::Pointer},
    Word{"wchar_t", RuleId::Type},
    Word{"char8_t", RuleId::Type},
    Word{"char16_t", RuleId::Type},
    Word{"char32_t", RuleId::Type},
    Word{"__int128", RuleId::Type},
    Word{"_BitInt", RuleId::Type},
    Word{"_Atomic", RuleId::Type},
    Word{"_Complex", RuleId::Type},
    Word{"_Pragma", RuleId::Preprocessor},
    Word{"__pragma", RuleId::Preprocessor},
};

constexpr std::array<std::string_view, 5> allowed_attributes = {
    "maybe_unused", "likely", "unlikely", "nodiscard", "fallthrough"};

constexpr std::string_view strategy_macro = "STRATGEN_STRATEGY";
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v'; }

// Clang ends a line at a lone carriage return as well.
bool is_line_end(char c) { return c == '\n' || c == '\r'; }

bool is_reserved(std::string_view name) {
  const bool underscore_capital =
      name.size() > 1 && name[0] == '_' && name[1] >= 'A' && name[1] <= 'Z';
  return underscore_capital || name.find("__") != name.npos ||
         (name.starts_with("STRATGEN_") && name != strategy_macro);
}

// Offset of a backslash that ends its line, or npos.
std::size_t find_splice(std::string_view text) {
  for (std::size_t at = text.find('\\'); at != text.npos; at = text.find('\\', at + 1)) {
    std::size_t next = at + 1;
    while (next < text.size() && is_blank(text[next]) && text[next] != '\r') ++next;
    if (next < text.size() && is_line_end(text[next])) return at;
  }
  return text.npos;
}

// Where the header's name ends if `text` starts with the one directive that is allowed, else 0.
std::size_t include_length(std::string_view text) {
  std::size_t at = 0;
  const auto take = [&](std::string_view word) {
    while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) ++at;
    if (!text.substr(at).starts_with(word)) return false;
    at += word.size();
    return true;
  };
  if (!take("#") || !take("include")) return 0;
  return take("<stratgen/strategy.hpp>") || take("\"stratgen/strategy.hpp\"") ? at : 0;
}

class Scan {
 public:
  Scan(std::string_view source, std::string_view file_name) : text_(source), file_(file_name) {}

  std::vector<Diagnostic> run() {
    find_lines();
    if (check_encoding()) {
      scan_tokens();
      check_whole_file();
    }
    return std::move(findings_);
  }

 private:
  void find_lines();
  bool check_encoding();
  void scan_tokens();
  void check_whole_file();

  void check_gap(std::size_t begin, std::size_t end);
  void check_comment(std::size_t begin, std::string_view text);
  void check_token(const clang::Token& token, std::size_t begin, std::string_view text);
  void check_spelling(const clang::Token& token, std::size_t begin, std::string_view text);
  void check_word(std::size_t begin, std::string_view text);
  void check_attribute(TokenKind kind, std::size_t begin, std::string_view text);
  void check_strategy_macro(TokenKind kind, std::size_t begin);
  void check_directive(const clang::Token& token, std::size_t begin);

  void add(RuleId rule, std::size_t offset, std::string_view subject = {});

  const std::string text_;  // clang's lexer needs the terminating zero
  std::string_view file_;
  std::vector<std::size_t> line_starts_ = {0};
  std::vector<Diagnostic> findings_;

  TokenKind previous_ = clang::tok::unknown;
  StatementLength statement_;
  std::size_t include_end_ = 0;  // tokens before this offset belong to the include
  bool on_include_line_ = false;
  int includes_ = 0;
  int strategies_ = 0;
  enum class Macro { None, Paren, Name, Closed } macro_ = Macro::None;
  int attribute_parens_ = -1;  // depth of parentheses inside [[ ]], -1 outside
};

void Scan::find_lines() {
  for (std::size_t i = 0; i < text_.size(); ++i) {
    const bool pair = text_[i] == '\r' && i + 1 < text_.size() && text_[i + 1] == '\n';
    if (is_line_end(text_[i]) && !pair) line_starts_.push_back(i + 1);
  }
}

void Scan::add(RuleId rule, std::size_t offset, std::string_view subject) {
  const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  const int line = static_cast<int>(after - line_starts_.begin());
  const int column = static_cast<int>(offset - *(after - 1)) + 1;
  const std::string& id = findings_.empty() ? std::string() : findings_.back().rule;
  if (!findings_.empty() && id == stratgen::rule(rule).id && findings_.back().line == line) return;
  findings_.push_back(finding(rule, subject, file_, line, column));
}

bool Scan::check_encoding() {
  const auto* const begin = reinterpret_cast<const llvm::UTF8*>(text_.data());
  const llvm::UTF8* legal = begin;
  if (!llvm::isLegalUTF8String(&legal, begin + text_.size())) {
    add(RuleId::Encoding, static_cast<std::size_t>(legal - begin), "not UTF-8");
    return false;
  }
  const auto control = std::find_if(text_.begin(), text_.end(), [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && !is_blank(c)) || c == 0x7F;
  });
  if (control == text_.end()) return true;
  add(RuleId::Encoding, static_cast<std::size_t>(control - text_.begin()), "control character");
  return false;
}

void Scan::scan_tokens() {
  clang::LangOptions language;
  language.CPlusPlus = language.CPlusPlus11 = language.CPlusPlus14 = true;
  language.CPlusPlus17 = language.CPlusPlus20 = true;
  language.Bool = language.LineComment = language.Digraphs = language.RawStringLiterals = true;
  language.DollarIdents = true;  // so that a $ is seen as part of a name, and refused there

  const char* const base = text_.data();
  const std::size_t start = text_.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
  clang::Lexer lexer(clang::SourceLocation(), language, base, base + start, base + text_.size());
  lexer.SetCommentRetentionState(true);

  std::size_t previous_end = start;
  clang::Token token;
  for (;;) {
    lexer.LexFromRawLexer(token);
    const auto end = static_cast<std::size_t>(lexer.getBufferLocation() - base);
    const std::size_t begin = token.is(clang::tok::eof) ? end : end - token.getLength();
    check_gap(previous_end, begin);
    if (token.is(clang::tok::eof)) return;
    previous_end = end;
    if (begin < include_end_) continue;
    const std::string_view text = std::string_view(text_).substr(begin, end - begin);
    if (token.is(clang::tok::comment))
      check_comment(begin, text);
    else
      check_token(token, begin, text);
  }
}

void Scan::check_whole_file() {
  const std::size_t last = text_.find_last_not_of(" \t\r\n");
  if (includes_ == 0) add(RuleId::Include, 0);
  if (strategies_ == 0) add(RuleId::OneStrategy, last == text_.npos ? 0 : last);
}

// Between tokens there is white space only, unless something hides there.
void Scan::check_gap(std::size_t begin, std::size_t end) {
  for (std::size_t i = begin; i < end; ++i) {
    if (text_[i] == '\\') return add(RuleId::LineSplice, i);
    if (!is_ascii(text_[i])) return add(RuleId::NonAscii, i);
  }
}

void Scan::check_comment(std::size_t begin, std::string_view text) {
  const bool is_block = text.starts_with("/*");
  const std::size_t splice = is_block ? text.npos : find_splice(text);
  if (splice != text.npos) add(RuleId::LineSplice, begin + splice);
}

void Scan::check_token(const clang::Token& token, std::size_t begin, std::string_view text) {
  if (on_include_line_ && !token.isAtStartOfLine()) add(RuleId::Include, begin, text);
  on_include_line_ = false;

  check_spelling(token, begin, text);
  check_directive(token, begin);
  if (include_end_ > begin) return;
  check_attribute(token.getKind(), begin, text);
  check_strategy_macro(token.getKind(), begin);
  if (token.is(clang::tok::raw_identifier)) {
    const bool defaulted = text == "delete" && previous_ == clang::tok::equal;
    if (!defaulted) check_word(begin, text);
    const bool directive = text == "import" || text == "module";
    if (directive && token.isAtStartOfLine()) add(RuleId::Module, begin, text);
  }
  if (statement_.grew_too_long(token.getKind(), text)) add(RuleId::Nesting, begin);
  previous_ = token.getKind();
}

void Scan::check_spelling(const clang::Token& token, std::size_t begin, std::string_view text) {
  const bool is_text =
      clang::tok::isStringLiteral(token.getKind()) || token.is(clang::tok::char_constant);
  const std::size_t quote = text.find('"');
  const bool is_raw = is_text && quote != text.npos && quote > 0 && text[quote - 1] == 'R';
  if (is_text) {
    if (const std::size_t at = find_splice(text); at != text.npos && !is_raw)
      add(RuleId::LineSplice, begin + at);
    return;
  }
  const auto foreign = std::find_if_not(text.begin(), text.end(), is_ascii);
  if (foreign != text.end())
    add(RuleId::NonAscii, begin + static_cast<std::size_t>(foreign - text.begin()));
  if (const std::size_t at = text.find('\\'); at != text.npos)
    add(find_splice(text) != text.npos ? RuleId::LineSplice : RuleId::UniversalName, begin + at);

  if (text == "<:" || text == ":>" || text == "<%" || text == "%>" || text == "%:" ||
      text == "%:%:")
    add(RuleId::Digraph, begin, fmt::format("'{}'", text));
  const std::string_view rest = std::string_view(text_).substr(begin);
  if (rest.size() > 2 && rest.starts_with("??") &&
      std::string_view("=/'()!<>-").find(rest[2]) != std::string_view::npos)
    add(RuleId::Trigraph, begin, fmt::format("'{}'", rest.substr(0, 3)));
}

void Scan::check_word(std::size_t begin, std::string_view text) {
  const auto* const word = std::find_if(refused_words.begin(), refused_words.end(),
                                        [&](const Word& each) { return each.text == text; });
  if (word != refused_words.end())
    add(word->rule, begin, fmt::format("'{}'", text));
  else if (is_reserved(text))
    add(RuleId::ReservedName, begin, fmt::format("'{}'", text));
  else if (text.find('$') != text.npos)
    add(RuleId::Extension, begin, fmt::format("'{}'", text));
}

// Two brackets in a row always open an attribute.
void Scan::check_attribute(TokenKind kind, std::size_t begin, std::string_view text) {
  if (attribute_parens_ < 0) {
    if (kind == clang::tok::l_square && previous_ == clang::tok::l_square) attribute_parens_ = 0;
    return;
  }
  if (kind == clang::tok::l_paren) ++attribute_parens_;
  if (kind == clang::tok::r_paren) --attribute_parens_;
  if (kind == clang::tok::r_square && attribute_parens_ <= 0) attribute_parens_ = -1;
  if (attribute_parens_ != 0 || kind == clang::tok::r_paren || kind == clang::tok::comma) return;
  const bool allowed = std::find(allowed_attributes.begin(), allowed_attributes.end(), text) !=
                       allowed_attributes.end();
  if (!allowed) add(RuleId::Attribute, begin, fmt::format("'{}'", text));
}

// STRATGEN_STRATEGY(Name) or (scope::Name), so that the macro's argument is a name and no more; it
// comes last, but for the end of the namespace that it may be in.
void Scan::check_strategy_macro(TokenKind kind, std::size_t begin) {
  const bool starts = kind == clang::tok::raw_identifier &&
                      std::string_view(text_).substr(begin).starts_with(strategy_macro);
  switch (macro_) {
    case Macro::Closed:
      if (kind == clang::tok::semi || kind == clang::tok::r_brace) return;
      if (!starts) break;
      [[fallthrough]];
    case Macro::None:
      if (!starts) return;
      if (++strategies_ > 1) add(RuleId::OneStrategy, begin);
      macro_ = Macro::Paren;
      return;
    case Macro::Paren:
      macro_ = Macro::Name;
      if (kind == clang::tok::l_paren) return;
      break;
    case Macro::Name:
      if (kind == clang::tok::raw_identifier || kind == clang::tok::coloncolon) return;
      macro_ = Macro::Closed;
      if (kind == clang::tok::r_paren) return;
      break;
  }
  macro_ = Macro::None;
  add(RuleId::OneStrategy, begin);
}

void Scan::check_directive(const clang::Token& token, std::size_t begin) {
  if (!token.isOneOf(clang::tok::hash, clang::tok::hashhash, clang::tok::hashat)) return;
  const std::size_t length =
      token.isAtStartOfLine() ? include_length(std::string_view(text_).substr(begin)) : 0;
  if (length == 0) return add(RuleId::Preprocessor, begin);
  if (++includes_ > 1) add(RuleId::Include, begin);
  include_end_ = begin + length;
  on_include_line_ = true;
}

}  // namespace

std::vector<Diagnostic> scan_source(std::string_view source, std::string_view file_name) {
  return Scan(source, file_name).run();
}

}  // namespace stratgen
