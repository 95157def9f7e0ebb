#include "compiler/frontend/compile.hpp"
#include "tests/compiler/check/refusal.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace stratgen;
using namespace stratgen::test;

namespace {

// `members` of a strategy of the signal form with one series that nothing assigns.
std::string in_signals(const std::string& members) {
  return "#include <stratgen/strategy.hpp>\nstruct S : SignalStrategy {\n  Series ma;\n" + members +
         "\n};\nSTRATGEN_STRATEGY(S)\n";
}

void check_refused_for_series(const std::string& marked) {
  const Refused refused{"series-value", marked};
  const auto compiled = compile(expectation(refused).source);
  INFO(marked);
  REQUIRE_FALSE(compiled);
  check_refused(refused, compiled.error().diagnostics);
}

void check_accepted(const std::string& source) {
  const auto compiled = compile(source);
  INFO(source);
  INFO((compiled ? "" : compiled.error().message));
  CHECK(compiled);
}

}  // namespace

TEST_CASE("a member's initialiser reads no series that is declared below it") {
  for (const char* members :
       {"  Series a = @later + 1;\n  Series later = sma(close, 3);", "  Series a = sma(@a, 3);",
        "  Series a = ema(@m.hist, 3);\n  Macd m = macd(close);",
        "  Series a = each_bar([this] { return @later[1]; });\n  Series later = close - open;",
        "  double g() { return @later[0][1]; }\n  Series a = each_bar([this] { return g(); });\n"
        "  Series later[2] = {close, open};"})
    check_refused_for_series(in_struct(members));
}

TEST_CASE("an initialiser may read what stands above it, and numbers from anywhere") {
  for (const char* members :
       {"  Series a = sma(close, 3), b2 = a - close;\n  Series c = each_bar([this] { return b2[1]; "
        "});",
        "  double seen = 0;\n  Series a = each_bar([this] { return close * sizeof(later) + seen; "
        "});\n"
        "  Series later = close;",
        "  Series a = each_bar([this] { return ++calls; });\n  int calls = 0;"})
    check_accepted(in_struct(members));
}

TEST_CASE("a condition reads no series that nothing assigns") {
  check_refused_for_series(in_signals("auto long_entry() { return close > @ma; }"));
  check_refused_for_series(
      in_signals("auto long_entry() { return close > open; }\n"
                 "auto short_exit() { return crossunder(close, @ma); }"));
}

TEST_CASE("a series that some run may assign, or that no run has to read, is accepted") {
  for (const char* members :
       {"void init() { if (open > 1) ma = close; }\nauto long_entry() { return close > ma; }",
        "bool late = false;\nvoid init() { if (late) ma = close; }\n"
        "auto long_entry() { return close > ma; }",
        "int n = 1;\nauto long_entry() { if (n > 0) return close > open; return close > ma; }",
        "void fill(Series& s) { s = close; }\nvoid init() { fill(ma); }\n"
        "auto long_entry() { return close > ma; }"})
    check_accepted(in_signals(members));
}
