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
