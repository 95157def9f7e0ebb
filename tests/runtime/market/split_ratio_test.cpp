#include "runtime/market/split_ratio.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace stratgen;

TEST_CASE("prices of a half are those of two shares for one") {
  const auto match = match_split(std::log(0.5), 0.02);
  REQUIRE(match.has_value());
  CHECK(to_text(match->ratio) == "2:1");
  CHECK(match->is_clear);
  CHECK(to_text(match_split(std::log(8.1), 0.02)->ratio) == "1:8");
  CHECK(to_text(match_split(std::log(2.0 / 3), 0.02)->ratio) == "3:2");
}

TEST_CASE("a jump between two ratios is of none, or of one that is not clear") {
  CHECK_FALSE(match_split(std::log(1.72), 0.05).has_value());
  // ln 8.46 = 2.1353 is 0.0559 from ln 8 and 0.0619 from ln 9.
  const auto match = match_split(std::log(8.46), 0.09);
  REQUIRE(match.has_value());
  CHECK(to_text(match->ratio) == "1:8");
  CHECK(match->residual == doctest::Approx(0.0559).epsilon(0.01));
  CHECK_FALSE(match->is_clear);
}
