// Clang's parser and code generator recurse over an expression and over a chain of statements.
// Brackets are bounded by -fbracket-depth; this bounds what needs none: a + a + ..., - - - x, if
// (a) if (b) ..., for (;;) for (;;) ..., and else if chains.
#pragma once

#include <clang/Basic/TokenKinds.h>

#include <string_view>
#include <vector>

namespace stratgen {

class StatementLength {
 public:
  // Counts one token; true at the first one too many.
  bool grew_too_long(clang::tok::TokenKind kind, std::string_view text) {
    const bool opens_list = kind == clang::tok::l_brace && previous_starts_list();
    const bool separates = kind == clang::tok::comma && is_inside(Bracket::List);
    // Those of for (;;) end no statement.
    const bool semicolon = kind == clang::tok::semi && !is_inside(Bracket::Parens);
    previous_ = kind;
    if (kind == clang::tok::l_paren || kind == clang::tok::l_square)
      brackets_.push_back(Bracket::Parens);
    if (kind == clang::tok::l_brace) {
      brackets_.push_back(opens_list ? Bracket::List : Bracket::Block);
      elses_.push_back(0);
    }
    const bool closes =
        kind == clang::tok::r_paren || kind == clang::tok::r_square || kind == clang::tok::r_brace;
    if (closes && !brackets_.empty()) brackets_.pop_back();
    if (kind == clang::tok::r_brace && elses_.size() > 1) elses_.pop_back();

    const bool ends =
        semicolon || kind == clang::tok::l_brace || kind == clang::tok::r_brace || separates;
    tokens_ = ends ? 0 : tokens_ + 1;
    prefixes_ = is_prefix(kind, text) ? prefixes_ + 1 : 0;
    return tokens_ == max_tokens || prefixes_ == max_prefixes ||
           (text == "else" && ++elses_.back() == max_elses);
  }

 private:
  enum class Bracket { Parens, Block, List };
  bool is_inside(Bracket kind) const { return !brackets_.empty() && brackets_.back() == kind; }

  // Far above what people write, far below what overflows an 8 MB stack.
  static constexpr int max_tokens = 1024;
  static constexpr int max_prefixes = 64;
  static constexpr int max_elses = 512;

  // Operators in a row, each of which is a level of its own.
  static bool is_prefix(clang::tok::TokenKind kind, std::string_view text) {
    using namespace clang::tok;
    return kind == minus || kind == plus || kind == minusminus || kind == plusplus ||
           kind == exclaim || kind == tilde || kind == star || kind == amp || kind == ampamp ||
           text == "not" || text == "compl" || text == "sizeof" || text == "noexcept";
  }

  // A brace after these opens a list of values, whose elements stand side by side.
  bool previous_starts_list() const {
    const bool nested = previous_ == clang::tok::l_brace && is_inside(Bracket::List);
    return nested || previous_ == clang::tok::equal || previous_ == clang::tok::comma ||
           previous_ == clang::tok::l_paren;
  }

  clang::tok::TokenKind previous_ = clang::tok::unknown;
  std::vector<Bracket> brackets_;  // that are open
  std::vector<int> elses_ = {0};   // for each open brace: `else` seen directly inside
  int tokens_ = 0;
  int prefixes_ = 0;
};

}  // namespace stratgen
