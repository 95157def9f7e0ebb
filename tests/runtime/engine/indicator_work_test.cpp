#include "runtime/engine/indicator_work.hpp"

#include <doctest/doctest.h>

using stratgen::indicator_work;

TEST_CASE(
    "most indicators cost the same for any window, some look at the window again at each bar") {
  const double short_window[] = {10}, long_window[] = {800}, endless[] = {1e15};
  CHECK(indicator_work("sma", short_window, 1000) == 6500);
  CHECK(indicator_work("sma", long_window, 1000) == 6500);
  CHECK(indicator_work("avgdev", short_window, 1000) == 500 + 1000 * 5);   // 4 + 10 / 8
  CHECK(indicator_work("avgdev", long_window, 1000) == 500 + 1000 * 104);  // 4 + 800 / 8
  CHECK(indicator_work("avgdev", endless, 1000) == 500 + 1000 * 129);      // 4 + 1000 / 8
  CHECK(indicator_work("median", long_window, 1000) == 500 + 1000 * 41);   // 16 + 800 / 32
  CHECK(indicator_work("ht_sine", {}, 1000) == 500 + 1000 * 400);
}
