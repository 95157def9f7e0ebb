#include "compiler/spec/param_ranges.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <string>
#include <vector>

using namespace stratgen;
using nlohmann::json;

namespace {

KnowledgeDoc document() {
  KnowledgeDoc doc;
  doc.parameters = {{"fast", 20, 1, 50, "section 1"}, {"level", 0.2, 0.05, 0.3, "section 2"}};
  return doc;
}

// What the document's table lacks (slow, wide, any) is held against the declaration alone.
std::vector<ParamDeclaration> declared() {
  using enum abi::ParamKind;
  return {{"fast", Int, 20, abi::ParamRange{2, 60, 1}},
          {"slow", Int, 50, abi::ParamRange{50, 200, 10}},
          {"level", Double, 0.2, abi::ParamRange{0.0, 1.0, 0.05}},
          {"wide", Bool, 0, std::nullopt},
          {"any", Int, 7, std::nullopt}};
}

Result<ParamRanges> parsed(const std::string& text) {
  return parse_param_ranges(text, document(), declared());
}

ParamRanges accepted(const std::string& ranges) {
  auto result = parsed(R"({"param_ranges": )" + ranges + "}");
  if (!result) FAIL(result.error().message);
  return std::move(*result);
}

Error refused_text(const std::string& text) {
  const auto result = parsed(text);
  REQUIRE_FALSE(result);
  CHECK(result.error().fault == Fault::Strategy);
  CHECK(result.error().message.find('\n') == std::string::npos);
  return result.error();
}

std::string refusal(const std::string& ranges) {
  const Error error = refused_text(R"({"param_ranges": )" + ranges + "}");
  REQUIRE_FALSE(error.diagnostics.empty());
  CHECK(error.diagnostics.front().rule == "param_ranges");
  return error.message;
}

}  // namespace

TEST_CASE("lists of values by parameter, in the order of the declarations") {
  const ParamRanges ranges = accepted(
      R"({"level": [0.05, 0.2, 0.3], "wide": [false, true], "fast": [2, 5, 10, 20, 30, 40, 50]})");
  CHECK(ranges.values ==
        std::vector<std::pair<std::string, std::vector<double>>>{
            {"fast", {2, 5, 10, 20, 30, 40, 50}}, {"level", {0.05, 0.2, 0.3}}, {"wide", {0, 1}}});
  CHECK(ranges.warnings.empty());
}

TEST_CASE("both ends of both ranges are allowed, and a whole number may be written 20.0") {
  CHECK(accepted(R"({"fast": [2, 20.0, 50]})").values.front().second ==
        std::vector<double>{2, 20, 50});
  CHECK(accepted(R"({"level": [0.05, 0.2, 0.3]})").warnings.empty());
}

TEST_CASE("a default that is not tried is a warning") {
  const ParamRanges ranges = accepted(R"({"fast": [5, 10, 40], "slow": [50, 100, 200]})");
  CHECK(ranges.warnings == std::vector<std::string>{"fast: the default 20 is not among the values "
                                                    "to try, 5, 10, 40"});
}

TEST_CASE("names that the strategy does not declare are refused, with what was meant") {
  CHECK(refusal(R"({"fst": [5, 10, 20]})") ==
        "param_ranges /param_ranges/fst: the strategy has no such parameter; did you mean fast?");
  CHECK(refusal(R"({"volatility": [5, 10, 20]})") ==
        "param_ranges /param_ranges/volatility: the strategy has no such parameter; its "
        "parameters are: fast, slow, level, wide, any");
  CHECK(refusal(R"({"a/b": [5, 10, 20]})").starts_with("param_ranges /param_ranges/a~1b: "));
  CHECK(refusal(R"({"": [5, 10, 20]})").starts_with("param_ranges /param_ranges/: "));
}

TEST_CASE("values outside the document's range are refused though the strategy would take them") {
  CHECK(refusal(R"({"fast": [10, 20, 60]})") ==
        "param_ranges /param_ranges/fast/2: 60 is outside the document's range; give 1 to 50; its "
        "default is 20");
  CHECK(refusal(R"({"level": [0.04, 0.2, 0.3]})") ==
        "param_ranges /param_ranges/level/0: 0.04 is outside the document's range; give 0.05 to "
        "0.3; its default is 0.2");
}

TEST_CASE("values outside the declared range are refused though the document would take them") {
  CHECK(refusal(R"({"fast": [1, 10, 20]})") ==
        "param_ranges /param_ranges/fast/0: 1 is outside the range that the strategy declares; "
        "give 2 to 60");
  CHECK(refusal(R"({"slow": [50, 100, 201]})")
            .starts_with("param_ranges /param_ranges/slow/2: 201 is outside"));
}

TEST_CASE("values of another type are refused") {
  CHECK(refusal(R"({"fast": [5, 10.5, 20]})") ==
        "param_ranges /param_ranges/fast/1: 10.5 is no whole number; give whole numbers, as the "
        "strategy declares it as an int");
  CHECK(refusal(R"({"any": [5, 10, 3000000000]})")
            .starts_with("param_ranges /param_ranges/any/2: 3000000000 is no whole number"));
  CHECK(refusal(R"({"fast": [5, true, 20]})") ==
        "param_ranges /param_ranges/fast/1: true is no number; give numbers, as the strategy does "
        "not declare it as a bool");
  CHECK(refusal(R"({"fast": ["5", 10, 20]})")
            .starts_with("param_ranges /param_ranges/fast/0: \"5\" is not allowed"));
  CHECK(refusal(R"({"fast": [5, null, 20]})")
            .starts_with("param_ranges /param_ranges/fast/1: null is not allowed"));
  for (const char* list : {"[0, 1]", "[true, false]", "[false, true, true]", "[true, true]"}) {
    CHECK(refusal(std::string(R"({"wide": )") + list + "}") ==
          "param_ranges /param_ranges/wide: the strategy declares it as a bool; give [false, "
          "true], or leave it out");
  }
}

TEST_CASE("three to seven values, each above the one before") {
  CHECK(refusal(R"({"fast": [5, 10]})") ==
        "param_ranges /param_ranges/fast: 2 values are too few; give 3 to 7, or leave it out");
  for (const char* list : {"[]", "[5]", "[2, 3, 4, 5, 6, 7, 8, 9]", "20", "\"5, 10, 20\"",
                           R"({"min": 5, "max": 20})", "null"}) {
    CHECK(refusal(std::string(R"({"fast": )") + list + "}")
              .starts_with("param_ranges /param_ranges/fast: "));
  }
  CHECK(refusal(R"({"fast": [5, 20, 10]})") ==
        "param_ranges /param_ranges/fast/2: 10 is not above 20 before it; give each value once, "
        "in ascending order");
  CHECK(refusal(R"({"fast": [5, 5, 10]})")
            .starts_with("param_ranges /param_ranges/fast/1: 5 is not above 5"));
}

TEST_CASE("every failure is listed, and how many there are is said") {
  const Error error =
      refused_text(R"({"param_ranges": {"fast": [0, 70, 60], "slw": [1, 2, 3], "slow": [50]}})");
  // The schema first: a list of one value says nothing about the others.
  CHECK(error.diagnostics.size() == 1);
  const Error rules = refused_text(R"({"param_ranges": {"fast": [0, 70, 60], "slw": [1, 2, 3]}})");
  CHECK(rules.message.ends_with("(and 4 more)"));  // slw; 0, 70, 60 by range; 60 by order
  CHECK(rules.diagnostics.size() == 5);
}

TEST_CASE("answers of another shape are refused") {
  CHECK(refused_text(R"({"param_ranges": {"fast": [5, 10, 20]}, "why": "x"})").message ==
        "param_ranges /why: there is no such key; remove it");
  CHECK(refused_text(R"({"params": {"fast": [5, 10, 20]}})").diagnostics.size() == 2);
  CHECK(refused_text(R"({"fast": [5, 10, 20]})").message.starts_with("param_ranges /fast: "));
  for (const char* text : {R"({"param_ranges": {}})", R"({"param_ranges": [5, 10, 20]})", "[]",
                           "null", R"({"param_ranges": null})", "{}"}) {
    CAPTURE(text);
    CHECK(refused_text(text).message.starts_with("param_ranges /"));
  }
  CHECK(refused_text(R"({"param_ranges": {"fast": [5, 10,, 20]}})")
            .message.starts_with("param_ranges: line 1, column 34: unexpected ','"));
  CHECK(refused_text(R"({"param_ranges": {"fast": [5, 10, 1e999]}})").message.find("too large") !=
        std::string::npos);
  CHECK(refused_text(R"({"param_ranges": {"fast": [5, 6, 7], "fast": [5, 6, 8]}})")
            .message.find("stands twice") != std::string::npos);
}

TEST_CASE("thirty-three parameters are too many") {
  json object;
  for (int i = 0; i < 33; ++i) object["param_ranges"]["p" + std::to_string(i)] = {1, 2, 3};
  CHECK(refused_text(object.dump())
            .message.starts_with("param_ranges /param_ranges: an object of 33 members"));
}
