#include "runtime/trade/equity_returns.hpp"

#include <doctest/doctest.h>

using namespace stratgen;

TEST_CASE("returns go from each day that all strategies have to the next one") {
  // Friday 3, Saturday 4, Sunday 5 and Monday 6; the share does not trade on the weekend.
  const EquityCurve coin{"coin", {3, 4, 5, 6, 7}, {100, 110, 121, 132, 66}};
  const EquityCurve share{"share", {2, 3, 6, 7, 8}, {90, 100, 105, 84, 1}};
  const auto common = aligned_returns({coin, share}, 2);
  REQUIRE(common);
  CHECK(common->names == std::vector<std::string>{"coin", "share"});
  CHECK(common->first == 3);
  CHECK(common->last == 7);
  REQUIRE(common->returns.size() == 2);
  REQUIRE(common->returns[0].size() == 2);
  CHECK(common->returns[0][0] == doctest::Approx(0.32));  // 132 / 100 - 1
  CHECK(common->returns[0][1] == doctest::Approx(-0.5));  // 66 / 132 - 1
  CHECK(common->returns[1][0] == doctest::Approx(0.05));  // 105 / 100 - 1
  CHECK(common->returns[1][1] == doctest::Approx(-0.2));  // 84 / 105 - 1
}

TEST_CASE("a ruined strategy loses everything once") {
  const EquityCurve lost{"lost", {1, 2, 3, 4}, {100, 50, 0, 0}};
  const auto common = aligned_returns({lost}, 3);
  REQUIRE(common);
  CHECK(common->returns[0] == std::vector<double>{-0.5, -1, 0});
}

TEST_CASE("too few common days and an equity that never moves are errors with a name or a number") {
  const EquityCurve early{"early", {1, 2, 3}, {100, 101, 102}};
  const EquityCurve late{"late", {3, 4, 5}, {100, 101, 99}};
  const EquityCurve still{"still", {1, 2, 3}, {100, 100, 100}};
  const auto apart = aligned_returns({early, late}, 2);
  REQUIRE_FALSE(apart);
  CHECK(apart.error().message.find("1 days in common") != std::string::npos);
  const auto unmoved = aligned_returns({early, still}, 2);
  REQUIRE_FALSE(unmoved);
  CHECK(unmoved.error().message.find("still") != std::string::npos);
  CHECK_FALSE(aligned_returns({}, 2));
}
