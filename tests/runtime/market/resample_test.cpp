#include "runtime/market/resample.hpp"

#include "runtime/market/calendar.hpp"
#include "runtime/market/timeframe.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <random>

using namespace stratgen;

namespace {

constexpr std::int64_t hour = 3600;
constexpr std::int64_t day = 24 * hour;

std::int64_t at(const char* text) { return parse_date(text).value(); }

void add(Bars& bars, std::int64_t time, double price, double volume = 1) {
  bars.time.push_back(time);
  bars.open.push_back(price);
  bars.high.push_back(price + 2);
  bars.low.push_back(price - 2);
  bars.close.push_back(price + 1);
  bars.volume.push_back(volume);
}

// Bars of `step` seconds in New York's sessions from 2024-03-04 to 2024-03-15: the clocks change on
// Sunday the 10th, from 14:30 to 13:30 UTC for the open.
Bars new_york(std::int64_t step) {
  Bars bars;
  bars.symbol = "SPY";
  bars.clock = Clock::Utc;
  double price = 100;
  for (std::int64_t date = at("2024-03-04"); date <= at("2024-03-15"); date += day) {
    if (date == at("2024-03-09") || date == at("2024-03-10")) continue;
    const std::int64_t open = date + (date < at("2024-03-10") ? 14 * hour : 13 * hour) + hour / 2;
    for (std::int64_t time = open; time < open + 6 * hour + hour / 2; time += step) {
      add(bars, time, price++);
    }
  }
  return bars;
}

// Always open, in steps from Monday 2024-01-01 on.
Bars crypto(std::int64_t step, int count, const char* from = "2024-01-01") {
  Bars bars;
  bars.symbol = "BTCUSDT";
  bars.clock = Clock::Utc;
  std::mt19937_64 random(7);
  std::uniform_real_distribution<double> move(-5, 5);
  for (int i = 0; i < count; ++i) add(bars, at(from) + i * step, 1000 + move(random), 1 + i % 3);
  return bars;
}

Bars daily(const char* symbol, const char* from, const char* to) {
  Bars bars;
  bars.symbol = symbol;
  double price = 100;
  for (std::int64_t date = at(from); date <= at(to); date += day) {
    if (!is_session(std::chrono::sys_days(std::chrono::days(date / day)))) continue;
    add(bars, date, price++);
  }
  return bars;
}

std::vector<std::string> stamps(const Bars& bars, std::size_t first, std::size_t count) {
  std::vector<std::string> texts;
  for (std::size_t i = first; i < first + count; ++i) {
    texts.push_back(to_iso(bars.time[i], bars.clock));
  }
  return texts;
}

std::string reason(const Result<Bars>& made) { return made ? "" : made.error().message; }

TEST_CASE("bars of New York are counted from the open, in winter and in summer") {
  const Bars hours = resample(new_york(60), "1h").value();
  REQUIRE(hours.size() == 10 * 7);
  CHECK(stamps(hours, 0, 2) ==
        std::vector<std::string>{"2024-03-04T14:30:00Z", "2024-03-04T15:30:00Z"});
  CHECK(stamps(hours, 6, 2) ==
        std::vector<std::string>{"2024-03-04T20:30:00Z", "2024-03-05T14:30:00Z"});
  CHECK(stamps(hours, 35, 1) == std::vector<std::string>{"2024-03-11T13:30:00Z"});
  // 60 minutes, but 30 in the last one.
  CHECK(hours.volume[0] == 60);
  CHECK(hours.volume[6] == 30);
  CHECK(hours.open[0] == 100);
  CHECK(hours.close[0] == 160);  // of minute 59, which closes at 159 + 1
  CHECK(hours.high[0] == 161);
  CHECK(hours.low[0] == 98);
}

TEST_CASE("four hours of New York begin at 9:30 and 13:30") {
  const Bars made = resample(new_york(hour / 2), "4h").value();
  REQUIRE(made.size() == 20);
  CHECK(stamps(made, 0, 2) ==
        std::vector<std::string>{"2024-03-04T14:30:00Z", "2024-03-04T18:30:00Z"});
  CHECK(stamps(made, 18, 2) ==
        std::vector<std::string>{"2024-03-15T13:30:00Z", "2024-03-15T17:30:00Z"});
  CHECK(made.volume[0] == 8);
  CHECK(made.volume[1] == 5);
}

TEST_CASE("days have the date of their session, weeks that of their Monday") {
  const Bars days = resample(new_york(hour), "1d").value();
  REQUIRE(days.size() == 10);
  CHECK(days.clock == Clock::Dates);
  CHECK(stamps(days, 4, 2) ==
        std::vector<std::string>{"2024-03-08T00:00:00", "2024-03-11T00:00:00"});
  CHECK(days.volume[0] == 7);
  const Bars weeks = resample(new_york(60), "1wk").value();
  CHECK(stamps(weeks, 0, 2) ==
        std::vector<std::string>{"2024-03-04T00:00:00", "2024-03-11T00:00:00"});
  CHECK(weeks.volume[0] == 5 * 390);
}

TEST_CASE("what lies outside of the session is left out") {
  Bars bars = new_york(hour / 2);
  Bars more;
  more.symbol = bars.symbol;
  more.clock = bars.clock;
  for (std::size_t i = 0; i < bars.size(); ++i) {
    if (i % 13 == 0) add(more, bars.time[i] - hour, 1, 1000);
    add(more, bars.time[i], bars.open[i]);
    if (i % 13 == 12) add(more, bars.time[i] + hour / 2, 1, 1000);
  }
  const Bars with = resample(more, "1d").value();
  const Bars without = resample(bars, "1d").value();
  CHECK(with.low == without.low);
  CHECK(with.volume == without.volume);
}

TEST_CASE("an early close ends the last bar of the day") {
  // Black Friday of 2024 closes at 13:00 in New York, 18:00 UTC.
  Bars bars = new_york(hour / 2);
  for (const char* open : {"2024-11-27T14:30:00Z", "2024-11-29T14:30:00Z"}) {
    for (int i = 0; i < (open[9] == '7' ? 13 : 7); ++i) add(bars, at(open) + i * hour / 2, 100);
  }
  const Bars days = resample(bars, "1d").value();
  CHECK(to_iso(days.time.back(), days.clock) == "2024-11-29T00:00:00");
  CHECK(days.volume.back() == 7);
  const Bars four = resample(bars, "4h").value();
  CHECK(to_iso(four.time.back(), four.clock) == "2024-11-29T14:30:00Z");
}

TEST_CASE("markets that never close lie on the grid of UTC") {
  const Bars made = resample(crypto(hour, 24 * 14, "2024-01-01T02:00:00"), "4h").value();
  CHECK(stamps(made, 0, 3) == std::vector<std::string>{"2024-01-01T00:00:00Z",
                                                       "2024-01-01T04:00:00Z",
                                                       "2024-01-01T08:00:00Z"});
  CHECK(made.volume[0] == 1 + 2);
  // The data end at 2:00, in the middle of a bar.
  CHECK(to_iso(made.time.back(), made.clock) == "2024-01-14T20:00:00Z");
}

TEST_CASE(
    "a last bar that is not finished is left out, one that the data reach the end of is not") {
  CHECK(resample(crypto(hour, 24 * 14), "1d").value().size() == 14);
  CHECK(resample(crypto(hour, 24 * 14 - 1), "1d").value().size() == 13);
  CHECK(resample(crypto(day, 21), "1wk").value().size() == 3);
  CHECK(resample(crypto(day, 20), "1wk").value().size() == 2);
}

TEST_CASE("a week of New York ends with its last session, which the calendar knows") {
  // 2024-03-29 is Good Friday, so that week is whole on Thursday.
  const Bars whole = resample(daily("SPY", "2024-03-04", "2024-03-28"), "1wk").value();
  CHECK(to_iso(whole.time.back(), whole.clock) == "2024-03-25T00:00:00");
  const Bars part = resample(daily("SPY", "2024-03-04", "2024-03-27"), "1wk").value();
  CHECK(to_iso(part.time.back(), part.clock) == "2024-03-18T00:00:00");
}

TEST_CASE("months have their first day and end with their last session") {
  const Bars made = resample(daily("SPY", "2024-01-02", "2024-03-28"), "1mo").value();
  CHECK(stamps(made, 0, 3) == std::vector<std::string>{"2024-01-01T00:00:00", "2024-02-01T00:00:00",
                                                       "2024-03-01T00:00:00"});
}

TEST_CASE("a day of forex begins at 17:00 in New York") {
  Bars bars;
  bars.symbol = "EURUSD";
  bars.clock = Clock::Utc;
  // From Sunday 2024-01-07 17:00 in New York, 22:00 UTC, to Friday.
  for (int i = 0; i < 5 * 24; ++i) add(bars, at("2024-01-07T22:00:00Z") + i * hour, 1 + i * 0.001);
  const Bars days = resample(bars, "1d").value();
  REQUIRE(days.size() == 5);
  CHECK(stamps(days, 0, 1) == std::vector<std::string>{"2024-01-08T00:00:00"});
  CHECK(days.volume == std::vector<double>(5, 24));
  CHECK(resample(bars, "1wk").value().size() == 1);
  CHECK(stamps(resample(bars, "4h").value(), 0, 2) ==
        std::vector<std::string>{"2024-01-07T20:00:00Z", "2024-01-08T00:00:00Z"});
}

TEST_CASE("four hours of UTC do not fit the days of forex") {
  Bars bars;
  bars.symbol = "EURUSD";
  bars.clock = Clock::Utc;
  for (int i = 0; i < 30; ++i) add(bars, at("2024-01-08T00:00:00Z") + i * 4 * hour, 1);
  CHECK(reason(resample(bars, "1d")).find("reaches over the edge of a 1d bar") !=
        std::string::npos);
}

TEST_CASE("only multiples can be made") {
  const Bars hours = crypto(hour, 200);
  CHECK(reason(resample(hours, "30m")) ==
        "BTCUSDT cannot be resampled to 30m: its bars are 1h bars, and only multiples of that can "
        "be made of them");
  CHECK(!resample(hours, "1h"));
  CHECK(!resample(crypto(2 * hour, 200), "3h"));
  CHECK(reason(resample(hours, "fortnight")) ==
        "'fortnight' is not a time frame; use 5m, 15m, 1h, 4h, 1d, 1wk or 1mo");
  CHECK(!resample(daily("SPY", "2024-01-02", "2024-03-28"), "4h"));
  CHECK(!resample(resample(crypto(day, 70), "1wk").value(), "1mo"));
  Bars rows = hours;
  rows.clock = Clock::Numbers;
  CHECK(!resample(rows, "1d"));
}

TEST_CASE("hours on the clock do not fit those that are counted from 9:30") {
  Bars bars;
  bars.symbol = "SPY";
  bars.clock = Clock::Utc;
  for (std::int64_t date = at("2024-01-08"); date < at("2024-01-20"); date += day) {
    if (date == at("2024-01-13") || date == at("2024-01-14") || date == at("2024-01-15")) continue;
    for (int i = 14; i < 21; ++i) add(bars, date + i * hour, 100);
  }
  CHECK(!resample(bars, "4h"));
  CHECK(resample(bars, "1d").value().volume.front() == 7);
}

TEST_CASE("a volume that is not known makes the sum unknown") {
  Bars bars = crypto(hour, 48);
  bars.volume.set(3, std::numeric_limits<double>::quiet_NaN());
  const Bars made = resample(bars, "4h").value();
  CHECK(std::isnan(made.volume[0]));
  CHECK(made.volume[1] == 2 + 3 + 1 + 2);  // hours 4 to 7: 1 + i % 3
}

TEST_CASE("each bar is made of the bars within it, and of nothing later") {
  for (const Bars& bars : {new_york(300), crypto(300, 20'000)}) {
    for (const char* to : {"15m", "1h", "4h", "1d", "1wk"}) {
      CAPTURE(to);
      const Bars made = resample(bars, to).value();
      const std::vector<std::int64_t> from_ends = bar_ends(bars, bar_kind(bars).value());
      BarKind kind = bar_kind(bars).value();
      kind.seconds = *timeframe_seconds(to);
      const std::vector<std::int64_t> ends = bar_ends(made, kind);
      std::size_t row = 0;
      for (std::size_t i = 0; i < made.size(); ++i) {
        const std::size_t first = row;
        double high = -1e300, low = 1e300, volume = 0;
        for (; row < bars.size() && from_ends[row] <= ends[i]; ++row) {
          high = std::max(high, bars.high[row]);
          low = std::min(low, bars.low[row]);
          volume += bars.volume[row];
        }
        REQUIRE(row > first);
        CHECK(made.open[i] == bars.open[first]);
        CHECK(made.close[i] == bars.close[row - 1]);
        CHECK(made.high[i] == high);
        CHECK(made.low[i] == low);
        CHECK(made.volume[i] == volume);
      }
    }
  }
}

TEST_CASE("in two steps as in one") {
  for (const Bars& bars : {new_york(300), crypto(300, 20'000)}) {
    const Bars hours = resample(bars, "1h").value();
    for (const char* to : {"4h", "1d", "1wk"}) {
      CHECK(content_hash(resample(hours, to).value()) == content_hash(resample(bars, to).value()));
    }
  }
}

}  // namespace
