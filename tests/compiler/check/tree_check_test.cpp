#include "compiler/check/tree_check.hpp"

#include "compiler/frontend/compile.hpp"
#include "runtime/base/file.hpp"
#include "tests/compiler/check/refusal.hpp"
#include "tests/compiler/check/refused_api_uses.hpp"

#include <doctest/doctest.h>

#include <filesystem>

using namespace stratgen;
using namespace stratgen::test;

TEST_CASE("the tree's rules refuse each source by its rule, at its line and column") {
  for (const auto& list : {refused_trees(), refused_internals(), refused_api_uses()})
    for (const Refused& each : list) {
      const auto compiled = compile(expectation(each).source);
      INFO(each.source);
      REQUIRE_FALSE(compiled);
      CHECK(compiled.error().fault == Fault::Strategy);
      check_refused(each, compiled.error().diagnostics);
    }
}

TEST_CASE("legal programs in many styles are accepted") {
  for (const auto& entry : std::filesystem::directory_iterator("tests/compiler/check/accepted")) {
    if (entry.path().extension() != ".cpp") continue;
    INFO(entry.path().string());
    const auto source = read_file(entry.path());
    REQUIRE(source);
    const auto compiled = compile(*source);
    INFO((compiled ? "" : compiled.error().message));
    CHECK(compiled);
  }
}

TEST_CASE("a compile error does not hide what else is wrong") {
  const auto compiled = compile(in_next("x = undeclared;\nauto p = &x;"));
  REQUIRE_FALSE(compiled);
  REQUIRE(compiled.error().diagnostics.size() == 2);
  CHECK(compiled.error().diagnostics[0].rule == "compile");
  CHECK(compiled.error().diagnostics[1].rule == "pointer");
}
