#include "compiler/frontend/compile.hpp"

#include "tests/compiler/check/refused_sources.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <thread>
#include <vector>

using namespace stratgen;
using namespace stratgen::test;

TEST_CASE("a strategy becomes an ELF object, named after its struct") {
  const auto compiled = compile(
      "#include <stratgen/strategy.hpp>\nnamespace a { struct Idle : Strategy { void next() {} }; "
      "}\n"
      "STRATGEN_STRATEGY(a::Idle)\n");
  REQUIRE(compiled);
  CHECK(compiled->class_name == "a::Idle");
  CHECK(compiled->object.substr(0, 4) ==
        "\x7f"
        "ELF");
  CHECK(compiled->diagnostics.empty());
  CHECK(compiled->times.total().cpu_ms > 0);
}

TEST_CASE("the same source gives the same object") {
  const std::string source = in_next("if (crossover(close, f)) buy();");
  const auto first = compile(source), second = compile(source);
  REQUIRE(first);
  REQUIRE(second);
  CHECK(first->object == second->object);
}

TEST_CASE("a typo is an error with its place and a fix") {
  const auto compiled = compile(in_next("bui();"), {.file_name = "mine.cpp"});
  REQUIRE_FALSE(compiled);
  const Error& error = compiled.error();
  CHECK(error.fault == Fault::Strategy);
  CHECK(error.message == "mine.cpp:10:1: use of undeclared identifier 'bui'; did you mean 'buy'?");
  REQUIRE(error.diagnostics.size() == 1);
  CHECK(error.diagnostics[0].rule == "compile");
  CHECK(error.diagnostics[0].hint == "write 'buy'");
}

TEST_CASE("findings are sorted by position and the message counts them") {
  const auto compiled = compile(in_next("int a = here;\nauto p = &x;\nint b = there;"));
  REQUIRE_FALSE(compiled);
  const auto& found = compiled.error().diagnostics;
  REQUIRE(found.size() == 3);
  CHECK(found[0].line == 10);
  CHECK(found[1].line == 11);
  CHECK(found[2].line == 12);
  CHECK(compiled.error().message ==
        "strategy.cpp:10:9: use of undeclared identifier 'here', the first of 3 findings");
}

TEST_CASE("a mistake that shows inside a header is reported where the strategy led there") {
  const auto compiled = compile(
      "#include <stratgen/strategy.hpp>\nstruct S : Strategy {\n  int next = 0;\n};\n"
      "STRATGEN_STRATEGY(S)\n");
  REQUIRE_FALSE(compiled);
  for (const Diagnostic& each : compiled.error().diagnostics) CHECK(each.line > 0);
}

TEST_CASE("a source longer than the limit is refused before anything looks at it") {
  const auto compiled = compile(std::string(100, '\0'), {.max_bytes = 99});
  REQUIRE_FALSE(compiled);
  CHECK(compiled.error().diagnostics.front().rule == "source-size");
}

TEST_CASE("locals that no stack could hold are refused") {
  const auto compiled = compile(in_next(
      "List<double, 4000000> big; for (int i = 0; i < bar_index(); ++i) big.push_back(close); "
      "if (big.back() > 3) buy();"));
  REQUIRE_FALSE(compiled);
  CHECK(compiled.error().diagnostics.front().rule == "frame-size");
}

TEST_CASE("warnings do not stop a compile") {
  const auto compiled = compile(in_next("int n = 1 / 0; k = n;"));
  REQUIRE(compiled);
  REQUIRE(compiled->diagnostics.size() == 1);
  CHECK(compiled->diagnostics[0].line == 10);
}

TEST_CASE("templates and constant evaluation that do not end are compile errors") {
  for (const std::string& bomb :
       {at_file_scope("template <int N> struct A { static constexpr int v = A<N + 1>::v; };\n"
                      "constexpr int q = A<0>::v;"),
        at_file_scope("constexpr int f(int n) { return n < 0 ? 0 : f(n + 1); }\n"
                      "constexpr int q = f(0);"),
        at_file_scope("constexpr int f() { int n = 0; for (;;) ++n; return n; }\n"
                      "constexpr int q = f();"),
        in_next("x = " + std::string(500, '(') + "1" + std::string(500, ')') + ";")}) {
    const auto compiled = compile(bomb);
    REQUIRE_FALSE(compiled);
    CHECK(compiled.error().diagnostics.front().rule == "compile");
  }
}

TEST_CASE("two threads compile at once and get what one gets") {
  const std::string source = in_next("if (crossover(close, f)) buy(); else x += close[1];");
  const auto alone = compile(source);
  REQUIRE(alone);
  std::vector<std::string> objects(8);
  const auto work = [&](std::size_t first) {
    for (std::size_t i = first; i < objects.size(); i += 2) {
      const auto bad = compile(in_next("bui();"));
      const auto good = compile(source);
      if (!bad && good) objects[i] = good->object;
    }
  };
  std::thread other(work, 0);
  work(1);
  other.join();
  for (const std::string& each : objects) CHECK(each == alone->object);
}
