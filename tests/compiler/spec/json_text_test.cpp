#include "compiler/spec/json_text.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace stratgen;

namespace {

std::string error_of(std::string_view text, TextPosition start = {}) {
  const auto parsed = parse_json(text, "x", start);
  REQUIRE_FALSE(parsed);
  CHECK(parsed.error().fault == Fault::Strategy);
  return parsed.error().message;
}

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

}  // namespace

TEST_CASE("JSON becomes a value") {
  const auto parsed = parse_json(R"({"a": [1, 2.5, "x", null, true]})", "x");
  REQUIRE(parsed);
  CHECK((*parsed)["a"][1] == 2.5);
  CHECK(parse_json(nested(32), "x"));
}

TEST_CASE("bad JSON is said with line, column, reason and the text near it") {
  CHECK(error_of("{\n  \"a\": }") ==
        "x: line 2, column 8: unexpected '}'; expected '[', '{', or a literal, near '  \"a\": }'");
  CHECK(error_of("{\"a\": 1,}") ==
        "x: line 1, column 9: unexpected '}'; expected string literal, near '{\"a\": 1,}'");
  CHECK(error_of("{\"a\": \"two\nlines\"}")
            .starts_with("x: line 1, column 11: invalid string: control character U+000A (LF) must "
                         "be escaped to "));
  CHECK(error_of("{} {}").starts_with("x: line 1, column 4: "));
  CHECK(error_of("{\"a\": 1").starts_with("x: line 1, column 8: unexpected end of input"));
  CHECK(error_of("").starts_with("x: line 1, column 1: unexpected end of input"));
  CHECK(error_of("{\"a\": 1e999}").find("a number too large for a double") != std::string::npos);
}

TEST_CASE("positions count from where the text begins in its surroundings") {
  CHECK(error_of("{]", {.line = 7, .column = 5}).starts_with("x: line 7, column 6: "));
  CHECK(error_of("{\n]", {.line = 7, .column = 5}).starts_with("x: line 8, column 1: "));
}

TEST_CASE("what JSON allows and a reader would trip over is refused") {
  CHECK(error_of(R"({"a": 1, "b": {"a": 2, "a": 3}})") ==
        "x: the key 'a' stands twice in one object; keep one");
  CHECK(error_of(nested(33)) == "x: nested deeper than 32 levels");
  CHECK(error_of(std::string(500'000, '[')) == "x: nested deeper than 32 levels");
  CHECK(error_of("{\"a\": \"\xff\"}").starts_with("x: line 1, column 8: not UTF-8 text"));
  CHECK(error_of(std::string_view("{\0}", 3)).starts_with("x: line 1, column 2: not UTF-8 text"));
}

TEST_CASE("a message stays short however long the text") {
  const std::string long_text(500'000, 'x');
  CHECK(error_of("{\"" + long_text).size() < 300);
  CHECK(error_of("{\"" + long_text + "\": 1, \"" + long_text + "\": 1}").size() < 300);
  CHECK(error_of("{\"a\": " + std::string(500'000, '9') + "}").size() < 300);
}
