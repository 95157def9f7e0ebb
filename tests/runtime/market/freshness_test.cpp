#include "runtime/market/freshness.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace stratgen;

namespace {

std::int64_t at(const std::string& text) { return parse_date(text).value(); }

Bars bars_on(std::initializer_list<const char*> dates) {
  Bars bars;
  bars.symbol = "TEST";
  for (const char* const date : dates) {
    bars.time.push_back(at(date));
    for (auto* const column : {&bars.open, &bars.high, &bars.low, &bars.close, &bars.volume})
      column->push_back(100);
  }
  return bars;
}

BarKind days_of(Market market) { return {market, seconds_of_a_day, false}; }
BarKind kind(Market market, std::int64_t seconds) { return {market, seconds, false}; }

struct Age {
  int age, missing;
  bool operator==(const Age&) const = default;
};

Age age_of(const BarKind& of, const char* last_bar, const char* now) {
  Bars bars = bars_on({last_bar});
  bars.clock = of.seconds < seconds_of_a_day ? Clock::Utc : Clock::Dates;
  const Freshness fresh = freshness(bars, of, at(now));
  CHECK(fresh.last_bar == at(last_bar));
  return {fresh.age, fresh.missing};
}

Age age_of(Market market, const char* last_bar, const char* now) {
  return age_of(days_of(market), last_bar, now);
}

std::size_t finished(Market market, const char* now) {
  return finished_bars(bars_on({"2025-06-26", "2025-06-27", "2025-06-30"}), days_of(market),
                       at(now));
}

}  // namespace

TEST_CASE("the bar of a session that goes on is not finished") {
  // In summer New York is four hours behind.
  CHECK(finished(Market::UsStocks, "2025-06-30T19:59:59Z") == 2);
  CHECK(finished(Market::UsStocks, "2025-06-30T20:00:00Z") == 3);
  CHECK(finished(Market::Forex, "2025-06-30T20:59:59Z") == 2);
  CHECK(finished(Market::Forex, "2025-06-30T21:00:00Z") == 3);
  CHECK(finished(Market::Crypto, "2025-06-30T23:59:59Z") == 2);
  CHECK(finished(Market::Weekdays, "2025-06-30T21:59:59Z") == 2);
  CHECK(finished(Market::Weekdays, "2025-06-30T22:00:00Z") == 3);
  CHECK(finished(Market::UsStocks, "2025-06-01") == 0);
  CHECK(finished(Market::UsStocks, "2030-01-01") == 3);
  // The session after Thanksgiving ends at 13:00, 18:00 UTC.
  const Bars early = bars_on({"2024-11-29"});
  CHECK(finished_bars(early, days_of(Market::UsStocks), at("2024-11-29T17:59:59Z")) == 0);
  CHECK(finished_bars(early, days_of(Market::UsStocks), at("2024-11-29T18:00:00Z")) == 1);
}

TEST_CASE("an hour is finished when it is over, and the last one of a session at the close") {
  Bars bars = bars_on({"2025-06-30T17:30:00Z", "2025-06-30T18:30:00Z", "2025-06-30T19:30:00Z"});
  bars.clock = Clock::Utc;
  const BarKind hours = kind(Market::UsStocks, 3600);
  CHECK(finished_bars(bars, hours, at("2025-06-30T19:29:59Z")) == 1);
  CHECK(finished_bars(bars, hours, at("2025-06-30T19:30:00Z")) == 2);
  CHECK(finished_bars(bars, hours, at("2025-06-30T19:59:59Z")) == 2);
  CHECK(finished_bars(bars, hours, at("2025-06-30T20:00:00Z")) == 3);
}

TEST_CASE("a stock's day is due two hours after the close") {
  CHECK(age_of(Market::UsStocks, "2025-06-27", "2025-06-30T19:59:59Z") == Age{0, 0});
  CHECK(age_of(Market::UsStocks, "2025-06-27", "2025-06-30T20:00:00Z") == Age{1, 0});
  CHECK(age_of(Market::UsStocks, "2025-06-27", "2025-06-30T22:00:00Z") == Age{1, 1});
  CHECK(age_of(Market::UsStocks, "2025-06-30", "2025-06-30T23:59:59Z") == Age{0, 0});
}

TEST_CASE("weekends and holidays make no bar old") {
  // 2025-07-03 closed early, Friday the 4th was Independence Day.
  CHECK(age_of(Market::UsStocks, "2025-07-03", "2025-07-07T13:00:00Z") == Age{0, 0});
  CHECK(age_of(Market::UsStocks, "2025-07-02", "2025-07-07T13:00:00Z") == Age{1, 1});
  CHECK(age_of(Market::UsStocks, "2025-01-08", "2025-01-09T23:59:59Z") == Age{0, 0});  // mourning
  CHECK(age_of(Market::Forex, "2025-07-04", "2025-07-06T23:00:00Z") == Age{0, 0});
  CHECK(age_of(Market::Forex, "2025-07-03", "2025-07-06T23:00:00Z") == Age{1, 1});
}

TEST_CASE("where a market never rests the bar of yesterday is wanted") {
  CHECK(age_of(Market::Crypto, "2025-07-05", "2025-07-06T12:00:00Z") == Age{0, 0});
  CHECK(age_of(Market::Crypto, "2025-07-04", "2025-07-06T01:00:00Z") == Age{1, 0});
  CHECK(age_of(Market::Crypto, "2025-07-04", "2025-07-06T02:00:00Z") == Age{1, 1});
}

TEST_CASE("of an exchange whose holidays nobody knows three weekdays may be ones") {
  CHECK(age_of(Market::Weekdays, "2025-04-16", "2025-04-21T23:00:00Z") == Age{3, 0});
  CHECK(age_of(Market::Weekdays, "2025-04-16", "2025-04-23T00:00:00Z") == Age{4, 4});
  const BarKind hours = kind(Market::Weekdays, 3600);
  CHECK(age_of(hours, "2025-04-16T06:00:00Z", "2025-04-22T23:00:00Z") == Age{3, 0});
  CHECK(age_of(hours, "2025-04-16T06:00:00Z", "2025-04-23T01:00:00Z") == Age{4, 4});
}

TEST_CASE("of futures only days are missed on which every feed has a bar") {
  // Monday, 1 September 2025, was Labor Day; some feeds have no bar on the Friday before it.
  CHECK(age_of(Market::UsFutures, "2025-08-28", "2025-09-01T23:59:00Z") == Age{0, 0});
  CHECK(age_of(Market::UsFutures, "2025-08-26", "2025-08-29T23:59:00Z") == Age{2, 2});
}

TEST_CASE("hours of a stock are counted within its sessions") {
  const BarKind hours = kind(Market::UsStocks, 3600);
  // The last one of a session begins at 15:30, and the first one at 9:30, 13:30 UTC.
  CHECK(age_of(hours, "2025-06-30T19:30:00Z", "2025-07-01T14:29:59Z") == Age{0, 0});
  CHECK(age_of(hours, "2025-06-30T19:30:00Z", "2025-07-01T14:30:00Z") == Age{1, 0});
  CHECK(age_of(hours, "2025-06-30T19:30:00Z", "2025-07-01T14:45:00Z") == Age{1, 1});
  CHECK(age_of(hours, "2025-06-30T18:30:00Z", "2025-06-30T20:15:00Z") == Age{1, 1});  // 15:30
  // Seven on Tuesday, seven on Wednesday, four on Thursday, none on Independence Day.
  CHECK(age_of(hours, "2025-06-30T19:30:00Z", "2025-07-06T12:00:00Z") == Age{18, 18});
  // Two of four hours a day.
  const BarKind four = kind(Market::UsStocks, 4 * 3600);
  CHECK(age_of(four, "2025-06-30T17:30:00Z", "2025-07-01T21:00:00Z") == Age{2, 2});
  // Bars of full hours: that of 15:00 to 16:00 is the last.
  CHECK(age_of(hours, "2025-06-30T19:00:00Z", "2025-07-01T13:59:00Z") == Age{0, 0});
}

TEST_CASE("hours of a market without a rest are due after a quarter of an hour") {
  const BarKind four = kind(Market::Crypto, 4 * 3600);
  CHECK(age_of(four, "2025-07-05T08:00:00Z", "2025-07-05T15:59:59Z") == Age{0, 0});
  CHECK(age_of(four, "2025-07-05T08:00:00Z", "2025-07-05T16:00:00Z") == Age{1, 0});
  CHECK(age_of(four, "2025-07-05T08:00:00Z", "2025-07-06T00:15:00Z") == Age{3, 3});
  const BarKind minutes = kind(Market::Crypto, 60);
  CHECK(age_of(minutes, "2025-07-05T08:00:00Z", "2025-07-05T08:02:59Z") == Age{1, 0});
  CHECK(age_of(minutes, "2025-07-05T08:00:00Z", "2025-07-05T08:03:00Z") == Age{2, 1});
}

TEST_CASE("forex rests over the weekend") {
  const BarKind hours = kind(Market::Forex, 3600);
  CHECK(age_of(hours, "2025-07-04T20:00:00Z", "2025-07-06T21:30:00Z") == Age{0, 0});
  // From Sunday 18:00 in New York, 22:00 UTC, on, every feed trades.
  CHECK(age_of(hours, "2025-07-04T20:00:00Z", "2025-07-07T00:30:00Z") == Age{2, 2});
}

TEST_CASE("weeks and months are due after their last session") {
  const BarKind weeks = kind(Market::UsStocks, 7 * seconds_of_a_day);
  // Monday the 23rd to Friday the 27th of June.
  CHECK(age_of(weeks, "2025-06-16", "2025-06-27T19:59:59Z") == Age{0, 0});
  CHECK(age_of(weeks, "2025-06-16", "2025-06-27T20:00:00Z") == Age{1, 0});
  CHECK(age_of(weeks, "2025-06-16", "2025-06-27T22:00:00Z") == Age{1, 1});
  const BarKind months = kind(Market::UsStocks, 30 * seconds_of_a_day);
  CHECK(age_of(months, "2025-05-01", "2025-06-30T21:00:00Z") == Age{1, 0});
  CHECK(age_of(months, "2025-05-01", "2025-08-05") == Age{2, 2});
  // Nobody knows where they trade: the week is over when Sunday is.
  const BarKind unknown = kind(Market::Unknown, 7 * seconds_of_a_day);
  CHECK(age_of(unknown, "2025-06-16", "2025-06-29T23:59:59Z") == Age{0, 0});
  CHECK(age_of(unknown, "2025-06-16", "2025-06-30T02:00:00Z") == Age{1, 1});
}

TEST_CASE("the first and the last bar that are missing have names") {
  const Freshness fresh =
      freshness(bars_on({"2025-06-27"}), days_of(Market::UsStocks), at("2025-07-07T12:00:00Z"));
  CHECK(fresh.missing == 4);
  CHECK(fresh.missing_from == at("2025-06-30"));
  CHECK(fresh.missing_to == at("2025-07-03"));
  CHECK(fresh.missing_clock == Clock::Dates);
  Bars hourly = bars_on({"2025-06-30T18:30:00Z"});
  hourly.clock = Clock::Utc;
  const Freshness hours =
      freshness(hourly, kind(Market::UsStocks, 3600), at("2025-07-01T15:00:00Z"));
  CHECK(hours.missing_from == at("2025-06-30T19:30:00Z"));
  CHECK(hours.missing_to == at("2025-07-01T13:30:00Z"));
  CHECK(hours.missing_clock == Clock::Utc);
}
