#include "tests/hostile/token_mutation.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstring>
#include <random>
#include <vector>

namespace stratgen::test {

namespace {

using Tokens = std::vector<std::string>;

constexpr std::array<std::string_view, 96> dictionary = {"int",
                                                         "double",
                                                         "auto",
                                                         "auto&",
                                                         "const",
                                                         "constexpr",
                                                         "static",
                                                         "template <class T>",
                                                         "template <int N>",
                                                         "typename",
                                                         "struct",
                                                         "enum",
                                                         "using",
                                                         "namespace",
                                                         "decltype",
                                                         "sizeof",
                                                         "noexcept",
                                                         "mutable",
                                                         "operator",
                                                         "this",
                                                         "->",
                                                         ".",
                                                         "::",
                                                         "&",
                                                         "*",
                                                         "&&",
                                                         "[",
                                                         "]",
                                                         "(",
                                                         ")",
                                                         "{",
                                                         "}",
                                                         "<",
                                                         ">",
                                                         ",",
                                                         ";",
                                                         ":",
                                                         "?",
                                                         "=",
                                                         "+=",
                                                         "++",
                                                         "...",
                                                         "0",
                                                         "1",
                                                         "-1",
                                                         "2147483647",
                                                         "1e308",
                                                         "0x7fffffffffffffffL",
                                                         "'a'",
                                                         "\"x\"",
                                                         "true",
                                                         "nullptr",
                                                         "if",
                                                         "else",
                                                         "for",
                                                         "while (true)",
                                                         "do",
                                                         "switch",
                                                         "return",
                                                         "break",
                                                         "[&]",
                                                         "[=]",
                                                         "[this]",
                                                         "[](auto v) { return v; }",
                                                         "close",
                                                         "close[0]",
                                                         "close[-1]",
                                                         "position",
                                                         "trades()",
                                                         "orders()",
                                                         "closed_trades()",
                                                         "buy()",
                                                         "buy({.size = 1, .sl = close})",
                                                         "crossover(close, open)",
                                                         "sma(close, 3)",
                                                         "each_bar([this] { return close[0]; })",
                                                         "Series",
                                                         "List<int, 3>",
                                                         "std::array<int, 2>",
                                                         "Trade",
                                                         "Order",
                                                         "Tag",
                                                         "Date",
                                                         "Macd",
                                                         "param(\"n\", 3)",
                                                         "shift(close, 1)",
                                                         "where(close > open, 1, 0)",
                                                         "bars_since(close > open)",
                                                         "engine_",
                                                         "detail::",
                                                         "stratgen::",
                                                         "std::",
                                                         "asset(\"X\")",
                                                         "static_cast<int>",
                                                         "begin()",
                                                         "size_"};

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

// Words, runs of blanks, texts in quotes, and single characters.
Tokens split(std::string_view source) {
  Tokens tokens;
  for (std::size_t at = 0; at < source.size();) {
    std::size_t end = at + 1;
    if (is_word(source[at])) {
      while (end < source.size() && is_word(source[end])) ++end;
    } else if (source[at] == ' ' || source[at] == '\n') {
      while (end < source.size() && (source[end] == ' ' || source[end] == '\n')) ++end;
    } else if (source[at] == '"') {
      while (end < source.size() && source[end] != '"' && source[end] != '\n') ++end;
      end = std::min(end + 1, source.size());
    }
    tokens.emplace_back(source.substr(at, end - at));
    at = end;
  }
  return tokens;
}

std::string join(const Tokens& tokens) {
  std::string source;
  for (const std::string& each : tokens) source += each;
  return source;
}

class Mutation {
 public:
  Mutation(Tokens tokens, unsigned seed) : tokens_(std::move(tokens)), random_(seed) {}

  void change() {
    if (tokens_.empty()) tokens_.emplace_back(" ");
    const std::size_t from = below(tokens_.size()), to = below(tokens_.size());
    const auto at = tokens_.begin() + static_cast<std::ptrdiff_t>(from);
    switch (below(7)) {
      case 0:
        tokens_.erase(at);
        break;
      case 1:
        tokens_.insert(at, tokens_[to]);
        break;
      case 2:
        std::swap(tokens_[from], tokens_[to]);
        break;
      case 3:
        tokens_[from] = tokens_[to];
        break;
      case 4:
        tokens_[from] = std::string(dictionary[below(dictionary.size())]);
        break;
      case 5:
        tokens_.insert(at, " " + std::string(dictionary[below(dictionary.size())]) + " ");
        break;
      default:
        replace_run(tokens_);
    }
  }

  // A run of `from` in place of one of ours.
  void replace_run(const Tokens& from) {
    const auto [source, source_end] = run_of(from.size());
    const auto [target, target_end] = run_of(tokens_.size());
    const Tokens run(from.begin() + source, from.begin() + source_end);
    tokens_.erase(tokens_.begin() + target, tokens_.begin() + target_end);
    tokens_.insert(tokens_.begin() + target, run.begin(), run.end());
  }

  std::string text() const { return join(tokens_); }

  std::size_t below(std::size_t count) { return count == 0 ? 0 : random_() % count; }

 private:
  std::pair<std::ptrdiff_t, std::ptrdiff_t> run_of(std::size_t size) {
    const std::size_t begin = below(size);
    const std::size_t length = below(std::min<std::size_t>(size - begin, 40));
    return {static_cast<std::ptrdiff_t>(begin), static_cast<std::ptrdiff_t>(begin + length)};
  }

  Tokens tokens_;
  std::minstd_rand random_;
};

}  // namespace

std::string mutate(std::string_view source, unsigned seed) {
  Mutation mutation(split(source), seed);
  do mutation.change();
  while (mutation.below(3) == 0);
  return mutation.text();
}

std::string cross(std::string_view one, std::string_view two, unsigned seed) {
  Mutation mutation(split(one), seed);
  mutation.replace_run(split(two));
  return mutation.text();
}

std::size_t put(std::string_view source, std::uint8_t* out, std::size_t max_size) {
  const std::size_t size = std::min(source.size(), max_size);
  std::memcpy(out, source.data(), size);
  return size;
}

}  // namespace stratgen::test
