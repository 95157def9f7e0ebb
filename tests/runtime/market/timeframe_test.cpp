#include "runtime/market/timeframe.hpp"

#include "tests/runtime/market/bar_builders.hpp"

#include <doctest/doctest.h>

using namespace stratgen;
using namespace stratgen::testing;

TEST_CASE("evenly spaced bars have the timeframe of their spacing") {
  const std::pair<std::int64_t, const char*> known[] = {
      {60, "1m"},       {300, "5m"}, {900, "15m"},     {1800, "30m"},     {3600, "1h"},
      {4 * 3600, "4h"}, {day, "1d"}, {7 * day, "1wk"}, {30 * day, "1mo"}, {31 * day, "1mo"}};
  for (const auto& [spacing, name] : known)
    CHECK(find_timeframe(evenly_spaced(0, spacing, 50)) == name);
}

TEST_CASE("nights, weekends and holes do not change the timeframe") {
  Bars sessions;  // two bars of four hours a day, five days a week
  for (int d = 0; d < 200; ++d) {
    if (d % 7 == 2 || d % 7 == 3) continue;
    add_bar(sessions, d * day + 34200, 10);
    add_bar(sessions, d * day + 34200 + 4 * 3600, 10);
  }
  CHECK(find_timeframe(sessions) == "4h");

  Bars thin;  // two of three minutes are missing now and then
  for (int i = 0; i < 300; ++i) {
    if (i % 5 < 3) add_bar(thin, i * 60, 10);
  }
  CHECK(find_timeframe(thin) == "1m");
}

TEST_CASE("other spacings, single bars and row numbers have no timeframe") {
  CHECK(find_timeframe(evenly_spaced(0, 37, 9)).error().message ==
        "the bars of TEST are mostly 37 seconds apart, which is none of the timeframes 1m 5m 15m "
        "1h 4h "
        "1d 1wk 1mo");
  CHECK_FALSE(find_timeframe(evenly_spaced(0, 91 * day, 9)));
  CHECK_FALSE(find_timeframe(evenly_spaced(0, day, 1)));
  Bars numbers = evenly_spaced(0, 1, 9);
  numbers.clock = Clock::Numbers;
  CHECK(find_timeframe(numbers).error().message ==
        "the bars of TEST have no dates, so their timeframe is not known; add a column Date");
}
