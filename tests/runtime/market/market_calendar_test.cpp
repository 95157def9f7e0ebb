#include "runtime/market/market_calendar.hpp"

#include "tests/runtime/market/calm_bars.hpp"

#include <doctest/doctest.h>

using namespace stratgen;
using namespace stratgen::testing;
using namespace std::chrono;

namespace {

Bars every_weekday(std::size_t count) {
  std::vector<std::int64_t> times;
  for (sys_days day = 2021y / January / 4; times.size() < count; day += days(1)) {
    if (weekday(day) != Saturday && weekday(day) != Sunday) {
      times.push_back(sys_seconds(day).time_since_epoch().count());
    }
  }
  return calm_bars(times);
}

}  // namespace

TEST_CASE("bars tell their market by the days on which they rest") {
  CHECK(find_market(calm_sessions(250)).market == Market::UsStocks);
  CHECK(find_market(calm_hours(1609459200, 86400, 100)).market == Market::Crypto);
  const MarketFinding other = find_market(every_weekday(260));
  CHECK(other.market == Market::Weekdays);
  // New Year's Day 2021 lies before them; King, Presidents, Good Friday, Memorial, Independence,
  // Labor, Thanksgiving, Christmas of 2021 are among 260 weekdays from January 4 to December 31.
  CHECK(other.why == "bars on 8 of 8 holidays of the New York Stock Exchange");
}

TEST_CASE("the symbol tells forex and futures") {
  Bars bars = every_weekday(100);
  for (const char* symbol : {"EURUSD", "EUR/USD", "eurusd=X", "C:EURUSD", "EURUSD_M15"}) {
    CAPTURE(symbol);
    bars.symbol = symbol;
    CHECK(find_market(bars).market == Market::Forex);
  }
  for (const char* symbol : {"EURO", "USDX", "EURUSDT", "GOOGLE"}) {
    CAPTURE(symbol);
    bars.symbol = symbol;
    CHECK(find_market(bars).market == Market::Weekdays);
  }
  bars.symbol = "CL=F";
  CHECK(find_market(bars).market == Market::UsFutures);
}

TEST_CASE("bars without dates, or on few, are of no known market") {
  Bars bars = calm_sessions(100);
  bars.clock = Clock::Numbers;
  CHECK(find_market(bars).market == Market::Unknown);
  CHECK(find_market(calm_sessions(4)).market == Market::Unknown);
}

TEST_CASE("sessions begin at 9:30 and end at 16:00, or at 13:00 before a holiday") {
  const auto full = trading_hours(Market::UsStocks, 2021y / November / 24);
  REQUIRE(full.has_value());
  CHECK(full->open == 34200);
  CHECK(full->close == 57600);
  CHECK(trading_hours(Market::UsStocks, 2021y / November / 26)->close == 46800);
  CHECK_FALSE(trading_hours(Market::UsStocks, 2021y / November / 25).has_value());
  CHECK_FALSE(trading_hours(Market::UsStocks, 2021y / November / 27).has_value());
}

TEST_CASE("forex opens on Sunday at 17:00 and closes on Friday at 17:00") {
  CHECK(trading_hours(Market::Forex, 2021y / February / 7)->open == 17 * 3600);
  CHECK(trading_hours(Market::Forex, 2021y / February / 5)->close == 17 * 3600);
  CHECK(trading_hours(Market::Forex, 2021y / February / 3)->close == 24 * 3600);
  CHECK_FALSE(trading_hours(Market::Forex, 2021y / February / 6).has_value());
}

TEST_CASE("a future's sure days leave out those next to holidays") {
  // Thanksgiving week of 2021: Monday and Tuesday are sure.
  const auto found = expected_days(Market::UsFutures, 2021y / November / 22, 2021y / November / 26);
  CHECK(found == std::vector<sys_days>{2021y / November / 22, 2021y / November / 23});
}

TEST_CASE("banks rest on the Monday after a Christmas on a Sunday") {
  const auto found = expected_days(Market::Forex, 2016y / December / 23, 2017y / January / 3);
  CHECK(found == std::vector<sys_days>{2016y / December / 23, 2016y / December / 27,
                                       2016y / December / 28, 2016y / December / 29,
                                       2016y / December / 30, 2017y / January / 3});
}
