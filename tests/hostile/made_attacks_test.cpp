// Attacks that no file can hold, or none should: bytes that are no text, and sources made large.
#include "compiler/check/lexer_scan.hpp"
#include "tests/hostile/corpus.hpp"

#include <doctest/doctest.h>

#include <functional>
#include <string>

using namespace stratgen;
using namespace stratgen::test;

namespace {

std::string strategy(const std::string& body, const std::string& before = "") {
  return "#include <stratgen/strategy.hpp>\n" + before +
         "\nstruct S : Strategy {\n  double x = 0;\n  int k = 0;\n  void next() {\n" + body +
         "\n    if (x > 1e9) buy();\n  }\n};\nSTRATGEN_STRATEGY(S)\n";
}

std::string times(int count, const std::function<std::string(int)>& text) {
  std::string all;
  for (int i = 0; i < count; ++i) all += text(i);
  return all;
}

std::string times(int count, const std::string& text) {
  return times(count, [&](int) { return text; });
}

std::string first_rule(const std::string& source) {
  const auto findings = scan_source(source, "strategy.cpp");
  return findings.empty() ? "" : findings.front().rule;
}

}  // namespace

TEST_CASE("bytes that are no UTF-8 text are refused wherever they are") {
  using namespace std::string_literals;
  for (const std::string& bytes :
       {"\0"s, "\x01"s, "\x1b[31m"s, "\x7f"s, "\xff"s, "\xfe\xff"s, "\x80"s, "\xc3"s, "\xc0\xaf"s,
        "\xed\xa0\x80"s, "\xf4\x90\x80\x80"s, "\xf8\x88\x80\x80\x80"s, "\xe2\x82"s})
    for (const std::string& source :
         {strategy("x = 1; // " + bytes), strategy("x = " + bytes + "1;"),
          strategy("buy({.tag = \"" + bytes + "\"});"), bytes + strategy(""),
          strategy("") + bytes}) {
      INFO(source);
      CHECK(first_rule(source) == "encoding");
    }
}

TEST_CASE("other encodings are refused") {
  std::string utf16 = "\xff\xfe", utf32;
  for (const char c : strategy("")) {
    utf16 += {c, '\0'};
    utf32 += {c, '\0', '\0', '\0'};
  }
  CHECK(first_rule(utf16) == "encoding");
  CHECK(first_rule(utf32) == "encoding");
}

TEST_CASE("a source over the limit is refused, one below it is not for its size") {
  const std::string comment = "// " + std::string(1'000, 'x') + "\n";
  const Trial trial;
  CHECK(trial.compile_only(times(1'100, comment) + strategy("")).exit_code == 4);
  CHECK(trial.compile_only(times(1'000, comment) + strategy("")).exit_code == 0);
  CHECK(trial.compile_only(times(66, comment) + strategy(""), {.max_bytes = 64 << 10}).exit_code ==
        4);
}

TEST_CASE("what a few lines double is refused before it is built") {
  const Trial trial;
  const auto expect = [&](const std::string& source, const std::string& words) {
    const Outcome outcome = trial.compile_only(source);
    INFO(describe(outcome));
    CHECK(outcome.exit_code == 4);
    CHECK(outcome.message.find(words) != std::string::npos);
  };
  expect(strategy("x = " + times(14, "crossover(") + "close" + times(14, ", open)") + ";"),
         "parts is not compiled");
  expect(strategy("auto a0 = close + open;\n" +
                  times(12,
                        [](int i) {
                          const auto n = std::to_string(i);
                          return "auto a" + std::to_string(i + 1) + " = a" + n + " + a" + n + ";\n";
                        }) +
                  "x = a12;"),
         "parts is not compiled");
}

TEST_CASE("functions and structs of a length that nobody writes are refused") {
  const Trial trial;
  const auto rules = [&](const std::string& source) {
    const Outcome outcome = trial.compile_only(source);
    return outcome.diagnostics.empty() ? "" : outcome.diagnostics.front().rule;
  };
  const auto number = [](int i) { return std::to_string(i); };
  CHECK(rules(strategy(
            "switch (k) {" +
            times(15'000, [&](int i) { return "case " + number(i) + ": x += 1; break;\n"; }) +
            "}")) == "code-size");
  CHECK(rules(strategy("", "struct P {" + times(5'000, [&](int i) {
                             return "int v" + number(i) + ";\n";
                           }) + "};")) == "code-size");
}

TEST_CASE("nesting that needs no size is bounded") {
  const Trial trial;
  for (const std::string& body :
       {"x = " + times(5'000, "(") + "1" + times(5'000, ")") + ";",
        times(5'000, "{") + times(5'000, "}"), times(5'000, "if (k) ") + "x = 1;",
        "x = " + times(5'000, "-") + "1;", "x = " + times(3'000, "1 + ") + "1;",
        "x = " + times(3'000, "k ? 1.0 : ") + "2.0;",
        times(2'000, "if (k) x = 1; else ") + "x = 2;", times(3'000, "for (;;) ") + "x = 1;",
        times(3'000, "switch (; k) ") + "x = 1;",
        "auto f = " + times(200, "[&] { return ") + "1" + times(200, "; }()") + ";",
        "List<int, 3> l" + times(300, "[0]") + ";", "k = b" + times(5'000, "[0]") + ";"}) {
    const Outcome outcome = trial.compile_only(strategy(body));
    INFO(body.substr(0, 100) << "\n" << describe(outcome));
    CHECK(outcome.exit_code == 4);
  }
}
