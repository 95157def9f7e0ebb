#include "compiler/check/rules.hpp"

#include "runtime/base/file.hpp"
#include "tests/compiler/check/refused_api_uses.hpp"
#include "tests/compiler/check/refused_sources.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace stratgen;

TEST_CASE("docs/RULES.md is what the table says") {
  const auto page = read_file("docs/RULES.md");
  REQUIRE(page);
  CHECK(*page == rules_page());
}

TEST_CASE("every rule has an id of its own, a reason and a hint") {
  std::set<std::string_view> ids;
  for (const Rule& each : rules()) {
    CHECK(ids.insert(each.id).second);
    CHECK_FALSE(each.reason.empty());
    CHECK_FALSE(each.hint.empty());
  }
}

TEST_CASE("every rule refuses something") {
  std::set<std::string_view> tested = {"compile",       "source-size",
                                       "frame-size",     // in compile_test.cpp
                                       "compile-limit",  // in workers_test.cpp
                                       "code-size",      // in tests/hostile/made_attacks_test.cpp
                                       "unlisted"};      // what nobody thought of
  for (const auto& list : {test::refused_texts(), test::refused_trees(), test::refused_internals(),
                           test::refused_api_uses()})
    for (const test::Refused& each : list) tested.insert(each.rule);
  for (const Rule& each : rules()) {
    INFO(each.id);
    CHECK(tested.count(each.id) == 1);
  }
}

TEST_CASE("a finding says what, why and what to write instead") {
  const Diagnostic found = finding(RuleId::Goto, "'goto'", "a.cpp", 3, 5);
  CHECK(found.rule == "goto");
  CHECK(found.message == "'goto': goto and labels are not allowed");
  CHECK(found.hint == "use loops, break and return");
  CHECK(found.line == 3);
}
