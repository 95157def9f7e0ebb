#include "compiler/frontend/hints.hpp"

#include "compiler/frontend/compile.hpp"
#include "tests/compiler/check/refused_sources.hpp"

#include <doctest/doctest.h>

using namespace stratgen;
using namespace stratgen::test;

TEST_CASE("what the library of C++ has and a strategy has not gets what to write instead") {
  CHECK(hint_for("no member named 'vector' in namespace 'std'").starts_with("List<T, N>"));
  CHECK(hint_for("unknown type name 'int64_t'") == "use int, unsigned or long");
  CHECK(hint_for("use of undeclared identifier 'printf'") == "drop it: a strategy does not print");
  CHECK(hint_for("no member named 'back' in 'stratgen::Series'").starts_with("close[0] is the"));
  CHECK(hint_for("use of undeclared identifier 'entry_level'").empty());
  CHECK(hint_for("no member named 'vector' in 'Mine'").empty());
}

TEST_CASE("a hint stands in for a misleading correction, and its consequences are not reported") {
  const auto compiled = compile(in_next("std::vector<double> v;\nv.push_back(1);"));
  REQUIRE_FALSE(compiled);
  const auto& found = compiled.error().diagnostics;
  REQUIRE(found.size() == 2);
  CHECK(found[0].message == "no member named 'vector' in namespace 'std'");
  CHECK(found[0].hint ==
        "List<T, N> holds up to N elements; T a[N] and std::array<T, N> have a fixed size");
  CHECK(found[1].line == found[0].line + 1);
}

TEST_CASE("one mistake inside a header is one finding, at the line that led there") {
  const auto compiled = compile(in_next("List<int&, 3> l;"));
  REQUIRE_FALSE(compiled);
  CHECK(compiled.error().diagnostics.size() == 1);
  CHECK(compiled.error().diagnostics[0].line == 10);
}
