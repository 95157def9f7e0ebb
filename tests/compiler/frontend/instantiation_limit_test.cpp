#include "compiler/frontend/compile.hpp"
#include "tests/compiler/check/refused_sources.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace stratgen;
using namespace stratgen::test;

TEST_CASE("an expression that doubles with each line is refused where it gets too large") {
  std::string lines = "auto a0 = close + open;\n";  // 3 parts, then 7, 15, ...
  for (int i = 0; i < 12; ++i)
    lines += "auto a" + std::to_string(i + 1) + " = a" + std::to_string(i) + " + a" +
             std::to_string(i) + ";\n";
  const auto compiled = compile(in_next(lines + "x = a12;"));
  REQUIRE_FALSE(compiled);
  REQUIRE(compiled.error().diagnostics.size() == 1);
  const Diagnostic& found = compiled.error().diagnostics[0];
  CHECK(found.message == "an expression of 4095 parts is not compiled");
  CHECK(found.line == 10 + 10);
  CHECK_FALSE(found.hint.empty());
}

TEST_CASE("templates that branch are refused by their number") {
  const auto compiled = compile(at_file_scope(
      "template <int N, int M> struct A { static constexpr long v = A<N - 1, 2 * M>::v + "
      "A<N - 1, 2 * M + 1>::v; };\n"
      "template <int M> struct A<0, M> { static constexpr long v = M; };\n"
      "constexpr long q = A<14, 1>::v;"));
  REQUIRE_FALSE(compiled);
  CHECK(compiled.error().message.find("instantiations of templates") != std::string::npos);
}

TEST_CASE("long conditions and many orders are not too many") {
  std::string body = "if (close > open";
  for (int i = 0; i < 60; ++i) body += " && close > " + std::to_string(i);
  body += ") buy();\n";
  for (int i = 0; i < 40; ++i)
    body += "if (close[1] > " + std::to_string(i) + ") buy({.tag = 1});\n";
  CHECK(compile(in_next(body)));
}
