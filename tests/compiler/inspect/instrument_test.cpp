#include "tests/compiler/inspect/guarded.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace stratgen;

TEST_CASE("lines stay where they are") {
  const InstrumentedSource source = instrumented(guarded);
  const std::size_t start = source.text.find("#line 1\n") + std::string("#line 1\n").size();
  const std::string body = source.text.substr(start);
  CHECK(std::count(body.begin(), body.end(), '\n') ==
        std::count(guarded.begin(), guarded.end(), '\n'));
  CHECK(source.expressions[static_cast<std::size_t>(expression(source, "close > ma"))].at.line ==
        17);
}

TEST_CASE("what does not parse is an error") { CHECK(!instrument("struct {")); }
