#include "compiler/knowledge/document_text.hpp"

#include <doctest/doctest.h>

using namespace stratgen;

TEST_CASE("front matter, body and the line at which the body starts") {
  const auto parts = split_front_matter("---\na: 1\nb: 2\n---\ntext\n", "x.md");
  REQUIRE(parts);
  CHECK(parts->yaml == "a: 1\nb: 2\n");
  CHECK(parts->body == "text\n");
  CHECK(parts->body_line == 5);
  CHECK_FALSE(split_front_matter("---\na: 1\n", "x.md"));
}

TEST_CASE("a section is the text up to the next heading, code included") {
  const std::vector<std::string> headings = {"One", "Two"};
  const auto parts =
      split_front_matter("---\n---\n## One\n\na\n```\n## Two\n```\n## Two\nb", "x.md");
  REQUIRE(parts);
  const auto sections = read_sections(*parts, headings, "x.md");
  REQUIRE(sections);
  REQUIRE(sections->size() == 2);
  CHECK((*sections)[0].name == "One");
  CHECK((*sections)[0].line == 3);
  CHECK((*sections)[0].text == "\na\n```\n## Two\n```\n");
  CHECK((*sections)[1].line == 9);
  CHECK((*sections)[1].text == "b");
}

TEST_CASE("lines end with or without a carriage return") {
  std::string_view rest = "a\r\nb";
  CHECK(take_line(rest) == "a");
  CHECK(take_line(rest) == "b");
  CHECK(rest.empty());
}

TEST_CASE("slugs are lower case, digits and hyphens") {
  CHECK(is_slug("sma-crossover-2"));
  CHECK_FALSE(is_slug(""));
  CHECK_FALSE(is_slug("Sma"));
  CHECK_FALSE(is_slug("a/b"));
  CHECK_FALSE(is_slug(".."));
}
