#include "compiler/inspect/text_lines.hpp"

#include <doctest/doctest.h>

using namespace stratgen;

TEST_CASE("lines count from 1 and come without their end") {
  CHECK(text_line("a\n b\n", 1) == "a");
  CHECK(text_line("a\n b\n", 2) == " b");
  CHECK(text_line("a\n b\n", 3) == "");
  CHECK(text_line("a\n b\n", 9) == "");
  CHECK(text_line("a", 0) == "");
  CHECK(text_line("a", -1) == "");
  CHECK(text_line("", 1) == "");
}

TEST_CASE("space around a text goes, within it stays") {
  CHECK(trimmed("\t a b \r") == "a b");
  CHECK(trimmed(" \t") == "");
  CHECK(trimmed("") == "");
}
