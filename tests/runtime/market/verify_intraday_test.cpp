#include "tests/runtime/market/calm_bars.hpp"

#include <doctest/doctest.h>

using namespace stratgen;
using namespace stratgen::testing;

namespace {

constexpr std::int64_t hour = 3600;
const Expectations hourly{.timeframe = "1h"};

// Hours from 9:30 on, seven a session or four before an early close, in New York's winter and
// summer: 2021-11-01 to 2021-12-31 has the end of summer on 11-07 and an early close on 11-26.
std::vector<std::int64_t> session_hours(bool in_utc) {
  using namespace std::chrono;
  std::vector<std::int64_t> times;
  for (const sys_days day : expected_days(Market::UsStocks, sys_days(2021y / November / 1),
                                          sys_days(2021y / December / 31))) {
    const std::int64_t midnight = sys_seconds(day).time_since_epoch().count();
    const std::int64_t utc = !in_utc ? 0 : day < sys_days(2021y / November / 7) ? 4 : 5;
    const int count = day == sys_days(2021y / November / 26) ? 4 : 7;
    for (int i = 0; i < count; ++i) {
      times.push_back(midnight + (9 + utc + i) * hour + hour / 2);
    }
  }
  return times;
}

Bars stock_hours(bool in_utc) {
  Bars bars = calm_bars(session_hours(in_utc));
  if (in_utc) bars.clock = Clock::Utc;
  return bars;
}

}  // namespace

TEST_CASE("whole sessions have no gap, through the end of summer time and an early close") {
  CHECK(verify(stock_hours(false), hourly).empty());
  CHECK(verify(stock_hours(true), hourly).empty());
}

TEST_CASE("a missing hour, and a missing day, are gaps in the bars' own time") {
  Bars bars = stock_hours(true);
  erase_rows(bars, 70, 77);  // the eleventh session, 2021-11-15
  erase_rows(bars, 2, 3);    // 2021-11-01 11:30, 15:30 UTC
  const auto found = of_kind(verify(bars, hourly), "gap");
  REQUIRE(found.size() == 2);
  CHECK(found[0].bar == 2);
  CHECK(found[0].message == "no bar for 2021-11-01T15:30:00Z");
  CHECK(found[1].message ==
        "no bars for 7 stamps from 2021-11-15T14:30:00Z to 2021-11-15T20:30:00Z");
}

TEST_CASE("a bar after an early close is outside of the session") {
  Bars bars = stock_hours(false);
  // 2021-11-26 is the nineteenth session: its bars are 126 to 129.
  bars.time.set(129, bars.time[129] + (2 * hour));
  const auto found = of_kind(verify(bars, hourly), "session");
  REQUIRE(found.size() == 1);
  CHECK(found[0].bar == 129);
  CHECK(of_kind(verify(bars, hourly), "gap").size() == 1);
}

TEST_CASE("naive stamps that do not begin at half past nine are not held against the hours") {
  Bars bars = stock_hours(true);
  bars.clock = Clock::Dates;
  erase_rows(bars, 2, 3);
  CHECK(verify(bars, hourly).empty());
}

TEST_CASE("single minutes without a trade are usual, five in a row are not") {
  using namespace std::chrono;
  std::vector<std::int64_t> times;
  for (const sys_days day :
       expected_days(Market::UsStocks, sys_days(2021y / March / 1), sys_days(2021y / March / 8))) {
    const std::int64_t midnight = sys_seconds(day).time_since_epoch().count();
    for (int i = 0; i < 390; ++i) times.push_back(midnight + 9 * hour + hour / 2 + i * 60);
  }
  Bars bars = calm_bars(times);
  erase_rows(bars, 100, 104);
  const Expectations minutely{.timeframe = "1m"};
  CHECK(of_kind(verify(bars, minutely), "gap").empty());
  erase_rows(bars, 500, 505);
  CHECK(of_kind(verify(bars, minutely), "gap").size() == 1);
}

TEST_CASE("a market without a rest misses any hour") {
  Bars bars = calm_hours(1609459200, hour, 500);
  bars.clock = Clock::Utc;
  CHECK(verify(bars, hourly).empty());
  erase_rows(bars, 30, 33);
  const auto found = of_kind(verify(bars, hourly), "gap");
  REQUIRE(found.size() == 1);
  CHECK(found[0].message ==
        "no bars for 3 stamps from 2021-01-02T06:00:00Z to 2021-01-02T08:00:00Z");
}

TEST_CASE("the week of forex goes from Sunday 17:00 to Friday 17:00 in New York") {
  // 2021-03-01, a Monday, 0:00 UTC, to Friday 22:00 UTC, from Sunday 22:00 UTC on again: 17:00 in
  // New York's winter. Summer begins on 2021-03-14, so the second week ends and the third begins at
  // 21:00.
  std::vector<std::int64_t> times;
  constexpr std::int64_t monday = 1614556800;
  const auto add = [&](std::int64_t from, std::int64_t to) {
    for (std::int64_t h = from; h < to; ++h) times.push_back(monday + h * hour);
  };
  add(0, 4 * 24 + 22);
  add(6 * 24 + 22, 11 * 24 + 22);
  add(13 * 24 + 21, 18 * 24 + 21);
  Bars bars = calm_bars(times);
  bars.symbol = "EURUSD";
  bars.clock = Clock::Utc;
  CHECK(verify(bars, hourly).empty());
  erase_rows(bars, 50, 53);
  CHECK(of_kind(verify(bars, hourly), "gap").size() == 1);
}
