#include "compiler/knowledge/closest_name.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace stratgen;

namespace {
const std::vector<std::string> names = {"fast_period", "slow_period", "threshold"};
}

TEST_CASE("a typing error finds the name that was meant") {
  CHECK(closest_name("fast_perod", names) == "fast_period");
  CHECK(closest_name("treshold", names) == "threshold");
  CHECK(closest_name("fast", names) == "fast_period");  // its beginning
  CHECK(did_you_mean("slow_periods", names) == "; did you mean slow_period?");
}

TEST_CASE("nothing close is no suggestion") {
  CHECK(closest_name("volatility", names).empty());
  CHECK(closest_name(std::string(100'000, 'x'), names).empty());
  CHECK(closest_name("", names).empty());
  CHECK(closest_name("fast", {}).empty());
  CHECK(did_you_mean("volatility", names).empty());
}
