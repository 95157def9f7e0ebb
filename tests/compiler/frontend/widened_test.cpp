#include "compiler/frontend/widened.hpp"

#include <doctest/doctest.h>

using namespace stratgen;

namespace {

Diagnostic finding_of(const char* rule) {
  Diagnostic made;
  made.rule = rule;
  return made;
}

const std::vector<Diagnostic> ternary(2, finding_of("ternary-int"));

std::string text_of(const std::optional<Widened>& widened) {
  return widened ? widened->source : "";
}

}  // namespace

TEST_CASE("literals that stand beside a series get a fraction, in any order and once each") {
  CHECK(text_of(widened("c ? s : 0;", {8}, ternary)) == "c ? s : 0.0;");
  CHECK(text_of(widened("c ? 1'000 : d ? s : 20", {20, 4, 20}, ternary)) ==
        "c ? 1'000.0 : d ? s : 20.0");
}

TEST_CASE("a literal that can have no fraction leaves the source as it is") {
  for (const char* const literal : {"0x10", "010", "0b1", "1u", "1L"})
    CHECK(!widened(std::string("c ? s : ") + literal, {8}, ternary));
}

TEST_CASE("a source that is refused for something else stays as it is") {
  CHECK(!widened("c ? s : 0", {8}, {ternary[0], finding_of("pointer")}));
  CHECK(!widened("c ? s : n", {}, ternary));
}

TEST_CASE("what was read otherwise is told, at its place") {
  std::vector<Diagnostic> findings = ternary;
  findings[1].line = 7;
  const auto told = widened("c ? s : 0", {8}, findings);
  REQUIRE(told);
  REQUIRE(told->warnings.size() == 2);
  CHECK(told->warnings[1].line == 7);
  CHECK(told->warnings[1].rule == "ternary-int");
  CHECK(told->warnings[1].hint == "write 0.0 instead of 0");
}
