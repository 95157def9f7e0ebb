#include "tests/compiler/inspect/guarded.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace stratgen;

TEST_CASE("members are series, numbers and enums, and parameters are told apart") {
  const InstrumentedSource source = instrumented(guarded);
  REQUIRE(source.members.size() == 4);
  CHECK(source.members[0].name == "n");
  CHECK(source.members[0].parameter);
  CHECK(source.members[1].kind == WatchedMember::Kind::Series);
  CHECK(source.members[2].labels.at(1) == "Wild");
  CHECK(source.members[3].name == "seen");
}

TEST_CASE("members are seen after each next(), enums by their number") {
  const TracedRun run = run_traced(guarded, closes({10, 10, 11, 13, 13, 13}), {}, 3, 3);
  std::vector<double> values;
  for (const MemberValue& each : run.trace.members) {
    CHECK(each.bar == 3);
    values.push_back(each.value);
  }
  CHECK(values == std::vector<double>{2, 12, 1, 2});  // n, ma, mood, seen
}
