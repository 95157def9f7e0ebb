#include "compiler/check/lexer_scan.hpp"

#include "tests/compiler/check/refusal.hpp"

#include <doctest/doctest.h>

using namespace stratgen;
using namespace stratgen::test;

TEST_CASE("the scan refuses each text by its rule, at its line and column") {
  for (const Refused& each : refused_texts())
    check_refused(each, scan_source(expectation(each).source, "strategy.cpp"));
}

TEST_CASE("comments and texts may say anything") {
  const auto source = in_next(
      "// goto union __builtin_trap #define ?\?= <: \xC3\xA9\n"
      "/* asm volatile \\\n */ buy({.tag = \"new \xC3\xA9 #if\"});");
  CHECK(scan_source(source, "strategy.cpp").empty());
}

TEST_CASE("a byte-order mark, carriage returns and a quoted include are fine") {
  CHECK(scan_source("\xEF\xBB\xBF#include \"stratgen/strategy.hpp\"\r\n"
                    "struct S : Strategy {\r\n  void next() {}\r\n};\r\nSTRATGEN_STRATEGY(S);\r\n",
                    "strategy.cpp")
            .empty());
}

TEST_CASE("a long table of constants is not a long expression") {
  std::string table = "constexpr double w[] = {0";
  for (int i = 0; i < 20'000; ++i) table += ", 1.5";
  CHECK(scan_source(at_file_scope(table + "};"), "strategy.cpp").empty());
}

TEST_CASE("chains that need no brackets are bounded") {
  std::string operators, ifs, elses, commas;
  for (int i = 0; i < 5'000; ++i) {
    operators += "- ";
    ifs += "if (k) ";
    elses += "if (k) buy(); else ";
    commas += "k, ";
  }
  for (const std::string& body :
       {"k = " + operators + "1;", ifs + "buy();", elses + "buy();", commas + "k;"}) {
    const auto findings = scan_source(in_next(body), "strategy.cpp");
    REQUIRE_FALSE(findings.empty());
    CHECK(findings.front().rule == "nesting");
  }
}

TEST_CASE("findings name the file they were given") {
  const auto findings = scan_source(in_next("goto x;"), "mine.cpp");
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].file == "mine.cpp");
  CHECK(findings[0].hint == "use loops, break and return");
}
