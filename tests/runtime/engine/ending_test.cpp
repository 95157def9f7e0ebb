#include "runtime/engine/ending.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace stratgen;

TEST_CASE("each way to end has a name of its own") {
  std::set<std::string_view> names;
  for (int i = 0; i <= static_cast<int>(Ending::Failed); ++i)
    names.insert(to_string(static_cast<Ending>(i)));
  CHECK(names.size() == 7);
  CHECK(names.contains("completed"));
  CHECK(names.contains("out of budget"));
}
