#include "compiler/frontend/hints.hpp"

#include "compiler/frontend/compile.hpp"
#include "tests/compiler/check/refused_sources.hpp"

#include <doctest/doctest.h>

using namespace stratgen;
using namespace stratgen::test;

TEST_CASE("what the library of C++ has and a strategy has not gets what to write instead") {
  CHECK(hint_for("no member named 'vector' in namespace 'std'").starts_with("List<T, N>"));
  CHECK(hint_for("unknown type name 'int64_t'") == "use int, unsigned or long");
  CHECK(
      hint_for("no type named 'size_t' in namespace 'std'").starts_with("use int; unsigned long"));
  CHECK(hint_for("use of undeclared identifier 'printf'") == "drop it: a strategy does not print");
  CHECK(hint_for("no member named 'back' in 'stratgen::Series'").starts_with("close[0] is the"));
  CHECK(hint_for("use of undeclared identifier 'entry_level'").empty());
  CHECK(hint_for("no member named 'vector' in 'Mine'").empty());
}

TEST_CASE("a constant that a function of mathematics cannot give is to be written as a number") {
  const auto compiled = compile(at_file_scope("constexpr double annual = std::sqrt(252.0);"));
  REQUIRE_FALSE(compiled);
  CHECK(compiled.error().diagnostics[0].hint.starts_with("constants are made by + - * /"));
  CHECK(hint_for_constant("in call to 'mine(252.)'").empty());
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

TEST_CASE(
    "every error has a place and a hint, and none is endless or names what exists in the compiler "
    "only") {
  const std::string long_name(3000, 'a');
  for (const std::string& source :
       {in_next("x = closed;"), in_next("x = (1;"), in_next("f.unknown();"),
        in_next("x = \"a\" * 2;"), in_next("switch (k) { case 1 ... 3: x = 1; }"), in_next("x = ;"),
        in_next(long_name + " = 1;"),
        in_next("auto l = [&] { return k; }; List<decltype(l), 3> all;"),
        in_struct("  long p = param(\"n\", 20L);"), in_struct("  void next() override {}"),
        at_file_scope("struct F { int n; int d[]; };"),
        at_file_scope("int f(int n) { if (n) return 1; }"),
        at_file_scope("template <int N> int g() { return g<N + 1>(); } int h() { return g<0>(); }"),
        at_file_scope(std::string(200, '{'))}) {
    const auto compiled = compile(source, {.file_name = "mine.cpp"});
    INFO(source.substr(0, 300));
    REQUIRE_FALSE(compiled);
    for (const Diagnostic& each : compiled.error().diagnostics) {
      INFO(each.message << " | " << each.hint);
      CHECK(each.line > 0);
      CHECK(each.column > 0);
      CHECK_FALSE(each.hint.empty());
      CHECK(each.message.size() < 500);
      CHECK(each.hint.size() < 500);
      CHECK((each.message + each.hint).find("/stratgen/strategy.cpp") == std::string::npos);
      CHECK((each.message + each.hint).find(" -f") == std::string::npos);
    }
  }
}
