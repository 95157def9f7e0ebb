#include "compiler/spec/schema_check.hpp"

#include <doctest/doctest.h>

using namespace stratgen;
using nlohmann::json;

namespace {

const json schema = json::parse(R"({
  "type": "object", "additionalProperties": false, "required": ["size"], "description": "an order",
  "properties": {
    "size": {"type": "number", "minimum": 0, "description": "a size from 0 up"},
    "tags": {"type": "array", "items": {"type": "string", "description": "a tag"}},
    "levels": {"type": "object", "additionalProperties": {"type": "number", "description": "a price"}}
  }
})");

std::vector<Diagnostic> failures_of(const char* text) {
  SpecFailures failures;
  check_schema(json::parse(text), schema, failures);
  const auto result = failures.as_result();
  return result ? std::vector<Diagnostic>{} : result.error().diagnostics;
}

void check_only_failure(const char* text, std::string_view message, std::string_view hint) {
  const auto failures = failures_of(text);
  REQUIRE(failures.size() == 1);
  CHECK(failures[0].message == message);
  CHECK(failures[0].hint == hint);
}

}  // namespace

TEST_CASE("a value that satisfies the schema has no failures") {
  CHECK(failures_of(R"({"size": 1, "tags": ["a"], "levels": {"x": 2}})").empty());
}

TEST_CASE("a failure names its place and, in the schema's words, what is allowed") {
  check_only_failure(R"({"size": -1})", "/size: -1 is not allowed", "give a size from 0 up");
  check_only_failure(R"({"size": "1"})", "/size: \"1\" is not allowed", "give a size from 0 up");
  check_only_failure(R"({"size": 1, "tags": ["a", 2]})", "/tags/1: 2 is not allowed", "give a tag");
  check_only_failure(R"({"size": 1, "levels": {"a/b": "x"}})", "/levels/a~1b: \"x\" is not allowed",
                     "give a price");
  check_only_failure("[1]", "/: a list of 1 elements is not allowed", "give an order");
}

TEST_CASE("missing and unknown keys are named") {
  check_only_failure("{}", "/size: the key is missing", "give a size from 0 up");
  check_only_failure(R"({"size": 1, "tag": []})", "/tag: there is no such key",
                     "remove it; did you mean tags?");
}

TEST_CASE("all failures are listed, to a limit") {
  CHECK(failures_of(R"({"size": -1, "tags": 3, "x": 1})").size() == 3);
  json many = {{"size", 1}};
  for (int i = 0; i < 50'000; ++i) many["tags"].push_back(i);
  CHECK(failures_of(many.dump().c_str()).size() == 20);
}
