#include "tools/cli/line_difference.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>

using namespace stratgen;

namespace {

// As marks and lines: " a-b+c".
std::string marked(const std::string& old_text, const std::string& new_text) {
  std::string text;
  for (const DifferentLine& each : line_difference(old_text, new_text))
    text += each.mark + std::string(each.text);
  return text;
}

// The lines that have a mark other than `left_out`, as a text.
std::string side(const std::vector<DifferentLine>& lines, char left_out) {
  std::string text;
  for (const DifferentLine& each : lines)
    if (each.mark != left_out) text += std::string(each.text) + "\n";
  return text;
}

}  // namespace

TEST_CASE("what is alike stays, what is not is removed and added") {
  CHECK(marked("a\nb\nc\n", "a\nb\nc\n") == " a b c");
  CHECK(marked("a\nb\nc\n", "a\nx\nc\n") == " a-b+x c");
  CHECK(marked("a\nc\n", "a\nb\nc\n") == " a+b c");
  CHECK(marked("a\nb\nc\n", "a\nc\n") == " a-b c");
  CHECK(marked("", "a\n") == "+a");
  CHECK(marked("a\n", "") == "-a");
  CHECK(marked("", "") == "");
  CHECK(marked("a", "a\n") == " a");
}

TEST_CASE("lines that occur once hold the rest in place") {
  // The braces are alike everywhere: a function that is put in front is added as a whole.
  CHECK(marked("f {\n}\n", "g {\n}\nf {\n}\n") == "+g {+} f { }");
  CHECK(marked("a\nb\nc\n", "c\na\nb\n") == "+c a b-c");
}

TEST_CASE("lines are counted in the text that they are of") {
  const auto lines = line_difference("a\nb\n", "b\nc\n");
  REQUIRE(lines.size() == 3);
  CHECK(lines[0].old_line == 1);
  CHECK(lines[0].new_line == 0);
  CHECK(lines[1].old_line == 2);
  CHECK(lines[1].new_line == 1);
  CHECK(lines[2].old_line == 0);
  CHECK(lines[2].new_line == 2);
}

TEST_CASE("both texts can be put together again") {
  std::mt19937 random(4);
  for (int round = 0; round < 500; ++round) {
    std::string texts[2];
    for (std::string& each : texts)
      for (unsigned i = 0, count = random() % 30; i < count; ++i)
        each += std::to_string(random() % 12) + "\n";
    const auto lines = line_difference(texts[0], texts[1]);
    CHECK(side(lines, '+') == texts[0]);
    CHECK(side(lines, '-') == texts[1]);
  }
}

TEST_CASE("hunks have what is near a difference, and join where they meet") {
  std::string old_text, new_text;
  for (int i = 1; i <= 30; ++i) {
    old_text += std::to_string(i) + "\n";
    new_text += std::to_string(i == 5 || i == 10 || i == 25 ? -i : i) + "\n";
  }
  const auto cut = hunks(line_difference(old_text, new_text), 3);
  REQUIRE(cut.size() == 2);
  CHECK(cut[0].front().old_line == 2);
  CHECK(cut[0].back().old_line == 13);
  CHECK(cut[1].front().old_line == 22);
  CHECK(cut[1].back().old_line == 28);
  CHECK(hunks(line_difference(old_text, old_text), 3).empty());
}
