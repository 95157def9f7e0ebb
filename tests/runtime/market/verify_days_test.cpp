#include "tests/runtime/market/calm_bars.hpp"

#include <doctest/doctest.h>

using namespace stratgen;
using namespace stratgen::testing;

namespace {

const Expectations daily{.timeframe = "1d"};
constexpr std::int64_t day = 86400;

}  // namespace

TEST_CASE("missing sessions are one defect a gap, with their dates") {
  Bars bars = calm_sessions(100);
  erase_rows(bars, 50, 51);
  erase_rows(bars, 20, 26);  // six from the 21st session, 2021-02-02, on
  const auto found = of_kind(verify(bars, daily), "gap");
  REQUIRE(found.size() == 2);
  CHECK(found[0].bar == 20);
  CHECK(to_iso(*found[0].time, Clock::Dates) == "2021-02-02T00:00:00");
  CHECK(found[0].message ==
        "no bars for 6 days: 2021-02-02, 2021-02-03, 2021-02-04, 2021-02-05, ..., 2021-02-09");
  CHECK(found[1].message == "no bar for 2021-03-17");
}

TEST_CASE("stamps of a session in UTC are of its day") {
  Bars bars = calm_sessions(100);
  bars.clock = Clock::Utc;
  bars.time.change([](std::vector<std::int64_t>& times) {
    for (std::int64_t& time : times) time += 5 * 3600;
  });
  CHECK(of_kind(verify(bars, daily), "gap").empty());
}

TEST_CASE("a bar on a weekend or a holiday of the exchange does not belong there") {
  Bars bars = calm_sessions(200);
  bars.time.set(4, 1610150400);  // Saturday 2021-01-09 for the Friday before
  bars.time.set(9, 1610928000);  // Martin Luther King Jr. Day, 2021-01-18, for the Friday before
  const auto found = of_kind(verify(bars, daily), "session");
  REQUIRE(found.size() == 2);
  CHECK(found[0].message == "is on a weekend");
  CHECK(found[1].message == "is on a day without a session");
}

TEST_CASE("a market without a rest misses any day") {
  Bars bars = calm_hours(1609459200, day, 100);  // 2021-01-01
  CHECK(verify(bars, daily).empty());
  erase_rows(bars, 40, 42);
  const auto found = of_kind(verify(bars, daily), "gap");
  REQUIRE(found.size() == 1);
  CHECK(found[0].message == "no bars for 2 days: 2021-02-10, 2021-02-11");
}

TEST_CASE("forex rests on weekends, on Christmas and on New Year's Day") {
  using namespace std::chrono;
  std::vector<std::int64_t> times;
  for (sys_days date = 2020y / December / 1; date < sys_days(2021y / March / 1); date += days(1)) {
    const weekday w(date);
    const bool rests = w == Saturday || w == Sunday || date == sys_days(2020y / December / 25) ||
                       date == sys_days(2021y / January / 1);
    if (!rests) times.push_back(sys_seconds(date).time_since_epoch().count());
  }
  Bars bars = calm_bars(times);
  bars.symbol = "EURUSD";
  CHECK(verify(bars, daily).empty());
  erase_rows(bars, 10, 11);  // 2020-12-15
  REQUIRE(verify(bars, daily).size() == 1);
  CHECK(verify(bars, daily)[0].message == "no bar for 2020-12-15");
}

TEST_CASE("Sundays of forex are one note") {
  using namespace std::chrono;
  std::vector<std::int64_t> times;
  for (sys_days date = 2021y / February / 1; date < sys_days(2021y / June / 1); date += days(1)) {
    if (weekday(date) != Saturday) times.push_back(sys_seconds(date).time_since_epoch().count());
  }
  Bars bars = calm_bars(times);
  bars.symbol = "USD/JPY";
  const auto found = verify(bars, daily);
  REQUIRE(found.size() == 1);
  CHECK(found[0].severity == Severity::Note);
  CHECK(found[0].message.starts_with("17 bars are of Sundays, the first of 2021-02-07"));
}

TEST_CASE("a week without its bar is a gap of weekly bars") {
  Bars bars = calm_hours(1609718400, 7 * day, 60);  // Monday 2021-01-04
  const Expectations weekly{.timeframe = "1wk"};
  CHECK(of_kind(verify(bars, weekly), "gap").empty());
  erase_rows(bars, 30, 32);
  const auto found = of_kind(verify(bars, weekly), "gap");
  REQUIRE(found.size() == 1);
  CHECK(found[0].message == "no bars for 2 weeks after 2021-07-26");
}

TEST_CASE("bars that end more than five sessions ago have a stale tail") {
  const Bars bars = calm_sessions(100);  // to Wednesday 2021-05-26
  Expectations known = daily;
  known.now = 1622678400 + 3600;  // Thursday 2021-06-03: 05-27 05-28 06-01 06-02 in between
  CHECK(of_kind(verify(bars, known), "tail").empty());
  known.now = *known.now + 4 * day;  // Monday: 06-03 06-04 more
  const auto found = of_kind(verify(bars, known), "tail");
  REQUIRE(found.size() == 1);
  CHECK(found[0].message == "the bars end on 2021-05-26, 6 trading days ago");
}

TEST_CASE("bars that end in the days to come are severe") {
  const Bars bars = calm_sessions(100);  // to 2021-05-26
  Expectations known = daily;
  known.now = bars.time.back() - 3 * day;
  const auto found = of_kind(verify(bars, known), "tail");
  REQUIRE(found.size() == 1);
  CHECK(found[0].severity == Severity::Severe);
}

TEST_CASE("sessions stamped with the day before are one severe defect") {
  for (const std::int64_t shift : {-day, day}) {
    Bars bars = calm_sessions(250);
    bars.time.change([&](auto& times) {
      for (std::int64_t& time : times) time += shift;
    });
    const auto found = verify(bars, daily);
    REQUIRE(of_kind(found, "session").size() == 1);
    CHECK(of_kind(found, "session")[0].severity == Severity::Severe);
    CHECK(of_kind(found, "gap").empty());
  }
}

TEST_CASE("bars without dates have no days") {
  Bars bars = calm_hours(0, 1, 100);
  bars.clock = Clock::Numbers;
  CHECK(verify(bars, {.timeframe = "1d", .now = 1622678400}).empty());
}
