#include "compiler/jit/program.hpp"

#include "compiler/frontend/compile.hpp"
#include "tests/compiler/check/refused_sources.hpp"
#include "tests/compiler/jit/small_host.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <thread>
#include <vector>

using namespace stratgen;
using namespace stratgen::test;

namespace {

Jit make_jit() {
  auto jit = Jit::create();
  REQUIRE(jit);
  return std::move(*jit);
}

Ran compile_and_run(Jit& jit, const std::string& source, long fuel = 5'000'000) {
  const auto compiled = compile(source);
  INFO((compiled ? "" : compiled.error().message));
  REQUIRE(compiled);
  const auto program = LinkedProgram::link(jit, compiled->object, small_host());
  INFO((program ? "" : program.error().message));
  REQUIRE(program);
  return run(program->entry(), 50, fuel);
}

}  // namespace

TEST_CASE("a strategy compiles, links and trades") {
  Jit jit = make_jit();
  // The warm-up is 9, so next() runs at bars 10 to 49; prices rise, so the close is always above
  // its mean.
  const Ran ran = compile_and_run(jit, in_next("if (close > f) buy({.tag = bar_index()});"));
  CHECK(ran.end == End::Finished);
  CHECK(ran.orders == 40);
  CHECK(ran.tag == 49);
}

TEST_CASE("the numbers are those of C++ with IEEE arithmetic") {
  Jit jit = make_jit();
  const Ran ran = compile_and_run(
      jit,
      in_next(
          "double a = 0.1, c = 0.2; float h = 0.1f; long n = 7;\n"
          "int ok = (a + c != 0.3) + 2 * (sqrt(2.0) * sqrt(2.0) != 2) + 4 * (double(h) != 0.1) +\n"
          "  8 * (n / 2 == 3) + 16 * (-7 % 3 == -1) + 32 * (close[0] - close[3] == 3) +\n"
          "  64 * isnan(close[100]) + 128 * (pow(2, 10) == 1024 && abs(-3) == 3);\n"
          "buy({.tag = ok});"));
  CHECK(ran.end == End::Finished);
  CHECK(ran.tag == 255);
}

TEST_CASE("locals without initialiser read 0") {
  Jit jit = make_jit();
  const Ran ran = compile_and_run(
      jit, in_next("double y; int v[3]; buy({.tag = y == 0 && v[bar_index() % 3] == 0});"));
  CHECK(ran.tag == 1);
}

TEST_CASE("what a constructor leaves out reads 0, in temporaries and arrays as well") {
  Jit jit = make_jit();
  const std::string declared = R"(
      struct P { double a, v[64]; P() {} P(double n) { a = n; } };
      struct B : P { using P::P; double w; };
      struct A { P p[3]; };
      struct C : P { double w; };
      struct M { int n; P p; };
      struct L {
        static double fill(int n) {
          double w[200];
          for (int i = 0; i < 200; ++i) w[i] = n + i + 1.5;
          return n > 9 ? w[n] : fill(n + 1) + w[n];
        }
        static int written(const P& p, int n) { return n > 63 ? 0 : (p.v[n] != 0) + written(p, n + 1); }
        static P made() { return P(); }
      };
      k = L::fill(0) > 1;)";
  for (const std::string made : {"P()", "P(2.0)", "B(2.0)", "A{}.p[2]", "C{}", "C{{}, 1.0}",
                                 "M{}.p", "M{1}.p", "std::array<P, 3>{}[2]", "L::made()"}) {
    INFO(made);
    const Ran ran =
        compile_and_run(jit, in_next(declared + "buy({.tag = k + L::written(" + made + ", 0)});"));
    CHECK(ran.end == End::Finished);
    CHECK(ran.tag == 1);
  }
}

TEST_CASE("loops and recursion that do not end are ended") {
  Jit jit = make_jit();
  for (const std::string& body :
       {in_next("while (true) x += 1;"), in_next("for (;;) {}"),
        in_next("bool on = true; while (on) k ^= 1;"),
        in_next("do { k = (k + 1) % 8; } while (k != -1 || x < 1);"),
        in_next("for (unsigned i = 1; i != 0; i += 2) x += i; if (x > 3) buy();"),
        in_next("for (int i = 0; i < 30000; ++i) for (int j = 0; j < 30000; ++j) x += close[i & 7] "
                "/ (j + 1);"
                "if (x > 1) buy();")}) {
    INFO(body);
    CHECK(compile_and_run(jit, body).end == End::OutOfFuel);
  }
  const std::string fib =
      "#include <stratgen/strategy.hpp>\nstruct S : Strategy {\n"
      "  long fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }\n"
      "  void next() { if (fib(60) > 5) buy(); }\n};\nSTRATGEN_STRATEGY(S)\n";
  CHECK(compile_and_run(jit, fib).end == End::OutOfFuel);
}

TEST_CASE("a loop in init() or in a member's initialiser is ended as well") {
  Jit jit = make_jit();
  CHECK(
      compile_and_run(jit,
                      "#include <stratgen/strategy.hpp>\n"
                      "static int spin() { int i = 1; while (i != 0) i = i % 7 + 1; return i; }\n"
                      "struct S : Strategy {\n  int k = spin();\n  void next() { if (k) buy(); }\n"
                      "};\nSTRATGEN_STRATEGY(S)\n")
          .end == End::OutOfFuel);
}

TEST_CASE("copying large objects is charged by their size") {
  Jit jit = make_jit();
  // 1,000 copies of 400,000 bytes for each of 40 bars: 16 GB, but only 40,000 turns of the loop.
  const Ran ran = compile_and_run(
      jit,
      "#include <stratgen/strategy.hpp>\nstruct Big { double v[50000]; };\n"
      "struct S : Strategy {\n  Big a, c;\n  void next() {\n"
      "    for (int i = 0; i < 1000; ++i) { c = a; a.v[i] = c.v[i + 1] + close; a = c; }\n"
      "    if (a.v[3] > 1) buy();\n  }\n};\nSTRATGEN_STRATEGY(S)\n");
  CHECK(ran.end == End::OutOfFuel);
}

TEST_CASE("code for stepping through has the same guards") {
  Jit jit = make_jit();
  const auto end_of = [&](const std::string& body) {
    const auto compiled =
        compile(in_next(body), {.debug_info = DebugInfo::Full, .optimised = false});
    REQUIRE(compiled);
    const auto program = LinkedProgram::link(jit, compiled->object, small_host());
    REQUIRE(program);
    return run(program->entry()).end;
  };
  CHECK(end_of("if (close > f) buy();") == End::Finished);
  CHECK(end_of("while (true) x += 1;") == End::OutOfFuel);
  CHECK(end_of("b[bar_index()] = 1;") == End::Trap);
  CHECK(end_of("k = 2147483647; k += bar_index();") == End::Trap);
  CHECK(end_of("k = -bar_index(); x = close[k];") == End::Stopped);
}

TEST_CASE("recursion that leaves the stack is ended") {
  Jit jit = make_jit();
  const auto recursive = [](const std::string& functions) {
    return "#include <stratgen/strategy.hpp>\nstruct S : Strategy {\n  double x = 0;\n" +
           functions +
           "\n  void next() { x += a(1); if (x > 3) buy(); }\n};\nSTRATGEN_STRATEGY(S)\n";
  };
  CHECK(compile_and_run(
            jit, recursive("double a(int n) { return n > 0 ? a(n + 1) * close[0] + 1 : 0; }"))
            .end == End::StackOverflow);
  CHECK(
      compile_and_run(jit, recursive("double a(int n) { return n < 0 ? 1 : c(n + 1) + close[0]; }\n"
                                     "double c(int n) { return n < 0 ? 2 : a(n + 2) * 1.5; }"))
          .end == End::StackOverflow);
  // Two frames of 1.6 MB are past the limit of 3 MB before anything is written to the second.
  CHECK(compile_and_run(
            jit,
            recursive("double a(int n) { double big[200000]; big[bar_index()] = n; double s = 0;\n"
                      "  for (double v : big) s += v; return n > 4 ? s : s + a(n + 1); }"))
            .end == End::StackOverflow);
}

TEST_CASE("what C++ leaves undefined ends the run") {
  Jit jit = make_jit();
  for (const std::string& body :
       {"b[bar_index()] = 1; x += b[3]; buy({.tag = int(x)});",
        "double v[8]; for (int i = 0; i <= 8; ++i) v[i] = close; buy({.tag = int(v[k])});",
        "double v[2][3]; int j = bar_index(); v[1][j] = 3; buy({.tag = int(v[0][k])});",
        "auto& r = b; buy({.tag = int(r[bar_index()])});", "buy({.tag = int(bar_index()[b])});",
        "k = bar_index() / k; buy({.tag = k});", "k = bar_index() % k; buy({.tag = k});",
        "int m = -2147483647 - 1, o = -1 - k; buy({.tag = m / (o - (bar_index() > 500))});",
        "k = 2147483647 - 10; k += bar_index(); k += bar_index(); buy({.tag = k});",
        "k = -2147483647; k -= bar_index(); buy({.tag = k});",
        "k = 2147483647; k *= bar_index(); buy({.tag = k});",
        "long n = 9223372036854775807L; n += bar_index(); buy({.tag = n});",
        "k = (int)(close * 1e30); buy({.tag = k});", "k = int(x / x); buy({.tag = k});",
        "long n = 1L << (bar_index() + 70); buy({.tag = n});",
        "int n = 1 >> (bar_index() + 40); buy({.tag = n});",
        "long n = 4294967297L + bar_index(); k = n; buy({.tag = k});",
        "long n = 4294967296L + bar_index(); x = close[n]; buy({.tag = int(x)});"}) {
    INFO(body);
    CHECK(compile_and_run(jit, in_next(body)).end == End::Trap);
  }
}

TEST_CASE("an array at the end of a struct is as long as it says") {
  Jit jit = make_jit();
  CHECK(compile_and_run(jit,
                        "#include <stratgen/strategy.hpp>\nstruct P { int n; double v[4]; };\n"
                        "struct S : Strategy {\n  P p{};\n  void next() { p.v[bar_index()] = 1; "
                        "if (p.v[2] > 0) buy(); }\n};\nSTRATGEN_STRATEGY(S)\n")
            .end == End::Trap);
}

TEST_CASE("the API's own checks end the run with their reason") {
  Jit jit = make_jit();
  const auto stopped_by = [&](const std::string& source) {
    const Ran ran = compile_and_run(jit, source);
    CHECK(ran.end == End::Stopped);
    return ran.stop;
  };
  CHECK(stopped_by(in_next("k = bar_index() > 20 ? -1 : 0; x = close[k]; if (x > 1) buy();")) ==
        abi::Stop::NegativeIndex);
  CHECK(stopped_by(in_next("Series none; x = none; if (x > 1) buy();")) == abi::Stop::EmptySeries);
  CHECK(stopped_by(in_next("for (int i = 0; i < 5; ++i) list.push_back(i); k = list[0];")) ==
        abi::Stop::ListFull);
  CHECK(stopped_by(in_next("k = list[bar_index()]; if (k > 1) buy();")) == abi::Stop::ListRange);
  CHECK(stopped_by(in_next("std::array<int, 3> a{}; k = a[bar_index()]; if (k > 1) buy();")) ==
        abi::Stop::ListRange);
  CHECK(stopped_by("#include <stratgen/strategy.hpp>\nstruct S : Strategy {\n  double x = 0;\n"
                   "  void init() { x = close; }\n  void next() { if (x > 1) buy(); }\n};\n"
                   "STRATGEN_STRATEGY(S)\n") == abi::Stop::NoCurrentValue);
}

TEST_CASE("every accepted construct that needs a library function finds it") {
  Jit jit = make_jit();
  const Ran ran = compile_and_run(
      jit,
      in_next(
          "x = exp(close / 1000) + log(close) + pow(close, 0.3) + floor(close) + ceil(x) + "
          "round(x) + sqrt(close) + pow(2, x) + exp(x) * exp(x) + pow(x, 10); float g = float(x);\n"
          "if (x + g > 0 && isfinite(close)) buy();"));
  CHECK(ran.end == End::Finished);
  CHECK(ran.orders == 40);
}

TEST_CASE("a symbol that is not on the list does not resolve, and is named") {
  Jit jit = make_jit();
  const auto compiled = compile(in_next("buy();"));
  REQUIRE(compiled);
  std::vector<HostSymbol> without;
  for (const HostSymbol& each : small_host())
    if (std::string_view(each.name) != "sg_place") without.push_back(each);
  const auto program = LinkedProgram::link(jit, compiled->object, without);
  REQUIRE_FALSE(program);
  CHECK(program.error().message ==
        "the strategy needs 'sg_place', which is not a function it may call");
}

TEST_CASE("what is not an object is an error") {
  Jit jit = make_jit();
  CHECK_FALSE(LinkedProgram::link(jit, "not an object", small_host()));
  CHECK_FALSE(LinkedProgram::link(jit, "", small_host()));
}

TEST_CASE("programs live side by side and go one by one") {
  Jit jit = make_jit();
  const auto one = compile(in_next("buy({.tag = 1});")), two = compile(in_next("buy({.tag = 2});"));
  REQUIRE(one);
  REQUIRE(two);
  std::optional<LinkedProgram> first, second;
  first.emplace(*LinkedProgram::link(jit, one->object, small_host()));
  second.emplace(*LinkedProgram::link(jit, two->object, small_host()));
  CHECK(run(first->entry()).tag == 1);
  CHECK(run(second->entry()).tag == 2);
  first.reset();
  CHECK(run(second->entry()).tag == 2);
  const LinkedProgram moved = std::move(*second);
  CHECK(run(moved.entry()).tag == 2);
}

TEST_CASE("two threads link and run at once") {
  Jit jit = make_jit();
  const auto compiled = compile(in_next("if (close > f) buy();"));
  REQUIRE(compiled);
  std::vector<int> orders(200);
  const auto work = [&](std::size_t first) {
    for (std::size_t i = first; i < orders.size(); i += 2) {
      const auto program = LinkedProgram::link(jit, compiled->object, small_host());
      if (program) orders[i] = run(program->entry()).orders;
    }
  };
  std::thread other(work, 0);
  work(1);
  other.join();
  for (const int count : orders) CHECK(count == 40);
}
