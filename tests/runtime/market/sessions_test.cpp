#include "runtime/market/sessions.hpp"

#include <doctest/doctest.h>

using namespace stratgen;
using namespace std::chrono;

namespace {

std::int64_t at(const char* text) { return parse_date(text).value(); }

std::string utc(std::int64_t time) { return to_iso(time, Clock::Utc); }

TEST_CASE("a bar of New York is of the session of its day there") {
  Sessions sessions(Market::UsStocks, Clock::Utc);
  const Session winter = sessions.of(at("2024-03-08T14:30:00Z"));
  CHECK(winter.date == sys_days(2024y / March / 8));
  CHECK(utc(winter.open) == "2024-03-08T14:30:00Z");
  CHECK(utc(winter.close) == "2024-03-08T21:00:00Z");
  const Session summer = sessions.of(at("2024-03-11T13:30:00Z"));
  CHECK(utc(summer.open) == "2024-03-11T13:30:00Z");
  CHECK(utc(summer.close) == "2024-03-11T20:00:00Z");
  // 0:30 UTC is the evening before.
  CHECK(sessions.of(at("2024-03-12T00:30:00Z")).date == sys_days(2024y / March / 11));
}

TEST_CASE("a day of forex begins at 17:00 in New York on the day before") {
  Sessions sessions(Market::Forex, Clock::Utc);
  const Session monday = sessions.of(at("2024-01-07T22:00:00Z"));
  CHECK(monday.date == sys_days(2024y / January / 8));
  CHECK(utc(monday.open) == "2024-01-07T22:00:00Z");
  CHECK(utc(monday.close) == "2024-01-08T22:00:00Z");
  CHECK(sessions.date_of(at("2024-01-07T22:00:00Z")) == sys_days(2024y / January / 8));
  CHECK(sessions.date_of(at("2024-01-08T00:00:00Z")) == sys_days(2024y / January / 8));
}

TEST_CASE("an hour of forex in the weekend is of the session beside it, outside of its hours") {
  Sessions sessions(Market::Forex, Clock::Utc);
  const std::int64_t late = at("2025-03-28T21:30:00Z");  // a Friday, 17:30 in New York
  const Session friday = sessions.of(late);
  CHECK(friday.date == sys_days(2025y / March / 28));
  CHECK(friday.close <= late);
  const std::int64_t early = at("2025-03-30T20:00:00Z");  // a Sunday, 16:00 in New York
  const Session monday = sessions.of(early);
  CHECK(monday.date == sys_days(2025y / March / 31));
  CHECK(monday.open > early);
}

TEST_CASE("all others have the days of UTC") {
  Sessions sessions(Market::Crypto, Clock::Utc);
  const Session day = sessions.of(at("2024-01-07T23:59:00Z"));
  CHECK(utc(day.open) == "2024-01-07T00:00:00Z");
  CHECK(utc(day.close) == "2024-01-08T00:00:00Z");
}

TEST_CASE("weeks and months end with their last session") {
  const Sessions stocks(Market::UsStocks, Clock::Dates);
  CHECK(stocks.last_of_week(sys_days(2024y / March / 25)) == sys_days(2024y / March / 28));
  CHECK(stocks.last_of_month(sys_days(2024y / March / 1)) == sys_days(2024y / March / 28));
  const Sessions forex(Market::Forex, Clock::Dates);
  CHECK(forex.last_of_week(sys_days(2024y / March / 25)) == sys_days(2024y / March / 29));
  // What begins on a Sunday is of the week to come.
  CHECK(forex.monday_of(sys_days(2024y / March / 24)) == sys_days(2024y / March / 25));
  const Sessions crypto(Market::Crypto, Clock::Dates);
  CHECK(crypto.monday_of(sys_days(2024y / March / 24)) == sys_days(2024y / March / 18));
  CHECK(crypto.last_of_week(sys_days(2024y / March / 18)) == sys_days(2024y / March / 24));
}

}  // namespace
