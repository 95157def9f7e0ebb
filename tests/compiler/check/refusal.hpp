// What a Refused expects, and whether findings live up to it.
#pragma once

#include "runtime/base/error.hpp"
#include "tests/compiler/check/refused_sources.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace stratgen::test {

struct Expectation {
  std::string source;              // without the marks
  std::vector<Diagnostic> places;  // rule, line and column only
};

inline Expectation expectation(const Refused& refused) {
  Expectation expected;
  int line = 1, column = 1;
  for (const char c : refused.source) {
    if (c == '@') {
      expected.places.push_back({std::string(refused.rule), "", line, column, "", ""});
      continue;
    }
    expected.source += c;
    column = c == '\n' ? 1 : column + 1;
    line += c == '\n';
  }
  return expected;
}

inline void check_refused(const Refused& refused, const std::vector<Diagnostic>& findings) {
  const auto describe = [&] {
    std::string text = refused.source;
    for (const Diagnostic& each : findings)
      text += "\n  found " + std::to_string(each.line) + ":" + std::to_string(each.column) + " [" +
              each.rule + "] " + each.message;
    return text;
  };
  INFO(describe());
  const auto of_rule = [&](const Diagnostic& each) { return each.rule == refused.rule; };
  CHECK(std::any_of(findings.begin(), findings.end(), of_rule));
  for (const Diagnostic& place : expectation(refused).places)
    CHECK(std::any_of(findings.begin(), findings.end(), [&](const Diagnostic& each) {
      return each.rule == place.rule && each.line == place.line && each.column == place.column;
    }));
}

}  // namespace stratgen::test
