#include "runtime/market/freshness.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace stratgen;
using namespace std::chrono;

namespace {

std::int64_t at(const std::string& text) { return parse_date(text).value(); }
std::string utc(std::int64_t time) { return to_iso(time, Clock::Utc); }
sys_days date(const std::string& text) { return floor<days>(sys_seconds(seconds(at(text)))); }

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

struct Age {
  int age;
  std::size_t missing;
  bool operator==(const Age&) const = default;
};

Age age_of(Market market, const char* last_bar, const char* now) {
  const Freshness fresh = freshness(bars_on({last_bar}), market, at(now));
  CHECK(fresh.last_bar == date(last_bar));
  return {fresh.age, fresh.missing.size()};
}

}  // namespace

TEST_CASE("sessions end at the close in New York, in summer, in winter and early") {
  CHECK(utc(session_end(Market::UsStocks, date("2025-06-30"))) == "2025-06-30T20:00:00Z");
  CHECK(utc(session_end(Market::UsStocks, date("2025-01-10"))) == "2025-01-10T21:00:00Z");
  CHECK(utc(session_end(Market::UsStocks, date("2024-11-29"))) == "2024-11-29T18:00:00Z");
  CHECK(utc(session_end(Market::Forex, date("2025-06-30"))) == "2025-06-30T21:00:00Z");
  CHECK(utc(session_end(Market::UsFutures, date("2025-01-10"))) == "2025-01-10T22:00:00Z");
  CHECK(utc(session_end(Market::Crypto, date("2025-06-30"))) == "2025-07-01T00:00:00Z");
  CHECK(utc(session_end(Market::Weekdays, date("2025-06-30"))) == "2025-06-30T22:00:00Z");
}

TEST_CASE("the bar of a session that goes on is not finished") {
  const Bars bars = bars_on({"2025-06-26", "2025-06-27", "2025-06-30"});
  CHECK(finished_bars(bars, Market::UsStocks, at("2025-06-30T19:59:59Z")) == 2);
  CHECK(finished_bars(bars, Market::UsStocks, at("2025-06-30T20:00:00Z")) == 3);
  CHECK(finished_bars(bars, Market::Crypto, at("2025-06-30T23:59:59Z")) == 2);
  CHECK(finished_bars(bars, Market::UsStocks, at("2025-06-01")) == 0);
  CHECK(finished_bars(bars, Market::UsStocks, at("2030-01-01")) == 3);
}

TEST_CASE("a stock's bar is due two hours after the close") {
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
}

TEST_CASE("of futures only days are missed on which every feed has a bar") {
  // Monday, 1 September 2025, was Labor Day; some feeds have no bar on the Friday before it.
  CHECK(age_of(Market::UsFutures, "2025-08-28", "2025-09-01T23:59:00Z") == Age{0, 0});
  CHECK(age_of(Market::UsFutures, "2025-08-26", "2025-08-29T23:59:00Z") == Age{2, 2});
}

TEST_CASE("every session that has ended is missing, in order") {
  const Freshness fresh =
      freshness(bars_on({"2025-06-27"}), Market::UsStocks, at("2025-07-07T12:00:00Z"));
  CHECK(fresh.missing == std::vector<sys_days>{date("2025-06-30"), date("2025-07-01"),
                                               date("2025-07-02"), date("2025-07-03")});
}
