#include "runtime/import/table_text.hpp"

#include <doctest/doctest.h>

namespace stratgen {
namespace {

TEST_CASE("lines end in LF or CRLF and know their number and place") {
  LineWalk walk("a\r\nbc\n\nd");
  REQUIRE(walk.next());
  CHECK(walk.line() == "a");
  CHECK(walk.end() == 3);
  REQUIRE(walk.next());
  CHECK(walk.line() == "bc");
  CHECK(walk.number() == 2);
  CHECK(walk.offset() == 3);
  REQUIRE(walk.next());
  CHECK(walk.line().empty());
  REQUIRE(walk.next());
  CHECK(walk.line() == "d");
  CHECK(!walk.next());
}

TEST_CASE("fields between blanks, and in quotes") {
  std::vector<std::string_view> fields;
  REQUIRE(split_fields("  a \t bc \"d e\" ", ' ', fields));
  CHECK(fields == std::vector<std::string_view>{"a", "bc", "d e"});
  REQUIRE(split_fields("\"1;5\"; x ;", ';', fields));
  CHECK(fields == std::vector<std::string_view>{"1;5", "x", ""});
  CHECK(!split_fields("\"a;b", ';', fields));
}

TEST_CASE("semicolons come before commas, which decimals have as well") {
  CHECK(find_separator(first_lines("a;b;c;d;e\n1,5;2,5;3,5;4,5;5,5\n1,6;2,5;3,5;4,5;5,5\n", 10)) ==
        ';');
  CHECK(find_separator(first_lines("a,b\n1,2\n", 10)) == ',');
  CHECK(find_separator(first_lines("word\nword\n", 10)) == '\0');
}

TEST_CASE("blank lines and comments are no first lines") {
  const auto lines = first_lines("# c\n\n// d\nx,y\n", 10);
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].number == 4);
  CHECK(lines[0].offset == 10);
}

}  // namespace
}  // namespace stratgen
