#include "compiler/prompts/prompts.hpp"
#include "runtime/base/file.hpp"

#include <doctest/doctest.h>

#include <cctype>
#include <set>
#include <string>

using namespace stratgen;

namespace {

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

std::set<std::string> words_of(std::string_view text) {
  std::set<std::string> words;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    while (end < text.size() && is_word(text[end])) ++end;
    if (end > i) words.emplace(text.substr(i, end - i));
    i = end + 1;
  }
  return words;
}

// Words before "(" and after "." with a letter behind it: what the prompt calls or reads by name.
std::set<std::string> names_used(std::string_view text) {
  std::set<std::string> names;
  for (std::size_t i = 1; i + 1 < text.size(); ++i) {
    if (text[i] == '(' && is_word(text[i - 1])) {
      std::size_t begin = i;
      while (begin > 0 && is_word(text[begin - 1])) --begin;
      names.emplace(text.substr(begin, i - begin));
    }
    if (text[i] == '.' && std::isalpha(static_cast<unsigned char>(text[i + 1])) != 0) {
      std::size_t end = i + 1;
      while (end < text.size() && is_word(text[end])) ++end;
      names.emplace(text.substr(i + 1, end - i - 1));
    }
  }
  return names;
}

}  // namespace

TEST_CASE("the prompt calls nothing that the strategy API does not name") {
  const auto api = read_file(std::string(STRATGEN_CONTRACT_DIR) + "/STRATEGY_API.md");
  REQUIRE(api);
  const std::set<std::string> known = words_of(*api);
  const std::set<std::string> files = {"hpp", "md"};
  const auto used = names_used(prompt_template(Task::WriteStrategy));
  CHECK(used.size() > 10);
  for (const std::string& name : used) {
    if (files.contains(name)) continue;
    INFO(name);
    CHECK(known.contains(name));
  }
}
