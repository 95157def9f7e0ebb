#include "runtime/market/bar_ends.hpp"

#include <doctest/doctest.h>

using namespace stratgen;

namespace {

constexpr std::int64_t hour = 3600;

Bars stamped(Clock clock, std::initializer_list<const char*> stamps) {
  Bars bars;
  bars.clock = clock;
  for (const char* const stamp : stamps) bars.time.push_back(parse_date(stamp).value());
  return bars;
}

std::string end_of(Market market, std::int64_t seconds, Clock clock, const char* stamp) {
  return to_iso(bar_ends(stamped(clock, {stamp}), {market, seconds}).front(), Clock::Utc);
}

constexpr std::int64_t day = 24 * hour;
constexpr std::int64_t week = 7 * day;
constexpr std::int64_t month = 30 * day;

TEST_CASE("a day of New York ends at its close, in winter and summer and before a holiday") {
  const auto end = [](const char* date) {
    return end_of(Market::UsStocks, day, Clock::Dates, date);
  };
  CHECK(end("2024-01-03") == "2024-01-03T21:00:00Z");
  CHECK(end("2024-07-02") == "2024-07-02T20:00:00Z");
  CHECK(end("2024-07-03") == "2024-07-03T17:00:00Z");
}

TEST_CASE("a week ends with its last session, however its bar is dated within it") {
  const auto end = [](Market market, const char* date) {
    return end_of(market, week, Clock::Dates, date);
  };
  // Good Friday 2024 is March 29; summer time has begun.
  CHECK(end(Market::UsStocks, "2024-03-25") == "2024-03-28T20:00:00Z");
  CHECK(end(Market::UsStocks, "2024-03-28") == "2024-03-28T20:00:00Z");
  CHECK(end(Market::Crypto, "2024-03-25") == "2024-04-01T00:00:00Z");
  CHECK(end(Market::Forex, "2024-03-25") == "2024-03-29T21:00:00Z");
  CHECK(end_of(Market::UsStocks, month, Clock::Dates, "2024-03-01") == "2024-03-28T20:00:00Z");
  CHECK(end_of(Market::Crypto, month, Clock::Dates, "2024-02-01") == "2024-03-01T00:00:00Z");
}

TEST_CASE("an hour ends after an hour, or with the session") {
  const auto end = [](Market market, const char* stamp) {
    return end_of(market, hour, Clock::Utc, stamp);
  };
  CHECK(end(Market::UsStocks, "2024-01-03T19:30:00Z") == "2024-01-03T20:30:00Z");
  CHECK(end(Market::UsStocks, "2024-01-03T20:30:00Z") == "2024-01-03T21:00:00Z");
  CHECK(end(Market::Crypto, "2024-01-03T20:30:00Z") == "2024-01-03T21:30:00Z");
  // Friday, and an hour that the end of a day does not cut.
  CHECK(end_of(Market::Forex, 4 * hour, Clock::Utc, "2024-01-05T20:00:00Z") ==
        "2024-01-05T22:00:00Z");
  CHECK(end_of(Market::Forex, 4 * hour, Clock::Utc, "2024-01-04T20:00:00Z") ==
        "2024-01-05T00:00:00Z");
}

TEST_CASE("stamps of New York without a zone are its wall clock") {
  CHECK(end_of(Market::UsStocks, hour, Clock::Dates, "2024-01-03T09:30:00") ==
        "2024-01-03T15:30:00Z");
  CHECK(end_of(Market::UsStocks, hour, Clock::Dates, "2024-07-02T15:30:00") ==
        "2024-07-02T20:00:00Z");
}

TEST_CASE("where bars also trade after the close, it does not cut them") {
  const Bars bars = stamped(Clock::Utc, {"2024-01-03T20:30:00Z"});
  CHECK(to_iso(bar_ends(bars, {Market::UsStocks, hour, true}).front(), Clock::Utc) ==
        "2024-01-03T21:30:00Z");
}

TEST_CASE("where hours are not known dates can be compared") {
  const Bars bars = stamped(Clock::Dates, {"2024-03-25"});
  CHECK(last_dates(bars, {Market::Weekdays, week}).front() * day ==
        parse_date("2024-03-29").value());
  CHECK(last_dates(bars, {Market::Weekdays, day}).front() * day ==
        parse_date("2024-03-25").value());
  CHECK(!has_hours(Market::Weekdays));
  CHECK(has_hours(Market::UsStocks));
}

}  // namespace
