#include "runtime/engine/data_set.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <limits>

namespace {

using namespace stratgen;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

struct Row {
  std::int64_t time;
  double close;
};

// A bar that closes at c opens at c + 1, between c + 3 and c - 2, with a volume of 10 * c.
Bars table(const char* symbol, std::initializer_list<Row> rows) {
  Bars made;
  made.symbol = symbol;
  for (const auto& [time, close] : rows) {
    made.time.push_back(time);
    made.open.push_back(close + 1);
    made.high.push_back(close + 3);
    made.low.push_back(close - 2);
    made.close.push_back(close);
    made.volume.push_back(10 * close);
  }
  return made;
}

bool same(const std::vector<double>& a, std::initializer_list<double> b) {
  if (a.size() != b.size()) return false;
  auto other = b.begin();
  for (const double x : a) {
    const double y = *other++;
    if (!(x == y || (std::isnan(x) && std::isnan(y)))) return false;
  }
  return true;
}

constexpr std::int64_t day = 86400;

const Bars traded =
    table("TRADED", {{1 * day, 1}, {2 * day, 2}, {3 * day, 3}, {6 * day, 4}, {7 * day, 5}});

TEST_CASE("an asset with the same stamps has its own values, in every column") {
  const AlignedAsset asset =
      align(table("A", {{1 * day, 10}, {2 * day, 20}, {3 * day, 30}, {6 * day, 40}, {7 * day, 50}}),
            traded);
  CHECK(same(asset.open, {11, 21, 31, 41, 51}));
  CHECK(same(asset.high, {13, 23, 33, 43, 53}));
  CHECK(same(asset.low, {8, 18, 28, 38, 48}));
  CHECK(same(asset.close, {10, 20, 30, 40, 50}));
  CHECK(same(asset.volume, {100, 200, 300, 400, 500}));
}

TEST_CASE("where the asset has no bar its last one stands, where it has more the last one counts") {
  // Nothing on days 2 and 7; days 4 and 5 are a weekend of the traded asset.
  const AlignedAsset asset =
      align(table("A", {{1 * day, 10}, {3 * day, 30}, {4 * day, 40}, {5 * day, 50}}), traded);
  CHECK(same(asset.close, {10, 10, 30, 50, 50}));
  CHECK(same(asset.open, {11, 11, 31, 51, 51}));
}

TEST_CASE("a bar that is stamped a second later is not seen yet") {
  const AlignedAsset asset =
      align(table("A", {{1 * day + 1, 10}, {3 * day - 1, 20}, {6 * day + 1, 30}}), traded);
  CHECK(same(asset.close, {nan, 10, 20, 20, 30}));
}

TEST_CASE("an asset that starts later has no values before") {
  const AlignedAsset asset = align(table("A", {{3 * day, 30}, {6 * day, 40}}), traded);
  CHECK(same(asset.close, {nan, nan, 30, 40, 40}));
  CHECK(same(asset.volume, {nan, nan, 300, 400, 400}));
}

TEST_CASE("an asset that ends earlier keeps its last values") {
  const AlignedAsset asset = align(table("A", {{-5 * day, 5}, {2 * day, 20}}), traded);
  CHECK(same(asset.close, {5, 20, 20, 20, 20}));
}

TEST_CASE("an asset all of whose bars come later, or that has none, is empty") {
  CHECK(same(align(table("A", {{8 * day, 10}}), traded).close, {nan, nan, nan, nan, nan}));
  CHECK(same(align(table("A", {}), traded).open, {nan, nan, nan, nan, nan}));
}

TEST_CASE("daily values on hourly bars: those of the same day's midnight stamp are seen all day") {
  const Bars hours = table("H", {{day + 36000, 1}, {day + 39600, 2}, {2 * day + 36000, 3}});
  const AlignedAsset asset = align(table("A", {{1 * day, 10}, {2 * day, 20}}), hours);
  CHECK(same(asset.close, {10, 10, 20}));
}

// --- DataSet ---

TEST_CASE("an asset is loaded once, keeps its address, and is aligned to the traded bars") {
  int loads = 0;
  const DataSet data(traded,
                     [&](const std::string& symbol, const std::string&) -> Result<AssetBars> {
                       ++loads;
                       return table(symbol.c_str(), {{2 * day, 20}});
                     });
  const auto first = data.asset("VIX");
  const auto other = data.asset("SPY");
  const auto again = data.asset("VIX");
  REQUIRE(first);
  REQUIRE(other);
  REQUIRE(again);
  CHECK(*first == *again);
  CHECK(*first != *other);
  CHECK(loads == 2);
  CHECK(same((*first)->close, {nan, 20, 20, 20, 20}));
}

TEST_CASE("the traded symbol as an asset is the traded bars themselves, without a source") {
  const DataSet data(traded);
  const auto asset = data.asset("TRADED");
  REQUIRE(asset);
  CHECK(std::ranges::equal((*asset)->close, traded.close));
  CHECK(std::ranges::equal((*asset)->volume, traded.volume));
}

TEST_CASE("an asset nobody gave is an error that names it and the flag") {
  const DataSet data(traded);
  const auto missing = data.asset("VIX");
  REQUIRE(!missing);
  CHECK(missing.error().fault == Fault::Data);
  CHECK(missing.error().message ==
        "the strategy asks for asset \"VIX\", which is not in the data; give it with --asset "
        "VIX=FILE.csv");
}

TEST_CASE("what the source says of an asset is passed on, and asked again the next time") {
  int asked = 0;
  const DataSet data(traded,
                     [&](const std::string& symbol, const std::string&) -> Result<AssetBars> {
                       if (++asked == 1) return fail(Fault::Service, symbol + " is out of reach");
                       return table("VIX", {{1 * day, 10}});
                     });
  const auto missing = data.asset("VIX");
  REQUIRE(!missing);
  CHECK(missing.error().fault == Fault::Service);
  CHECK(missing.error().message == "VIX is out of reach");
  CHECK(data.asset("VIX"));
}

TEST_CASE("the days of the traded bars are computed once") {
  const DataSet data(traded);
  const auto& days = data.days();
  REQUIRE(days.size() == 5);
  CHECK(days[0].year == 1970);
  CHECK(days[0].day == 2);
  CHECK(&data.days() == &days);
}

// --- Other time frames ---

std::int64_t at(const char* text) { return parse_date(text).value(); }

Bars stamped(const char* symbol, Clock clock, std::initializer_list<const char*> stamps) {
  Bars bars = table(symbol, {});
  double close = 0;
  for (const char* const stamp : stamps) {
    const Bars one = table(symbol, {{at(stamp), ++close}});
    bars.time.push_back(one.time[0]);
    bars.open.push_back(one.open[0]);
    bars.high.push_back(one.high[0]);
    bars.low.push_back(one.low[0]);
    bars.close.push_back(one.close[0]);
    bars.volume.push_back(one.volume[0]);
  }
  bars.clock = clock;
  return bars;
}

constexpr std::int64_t week = 7 * day;

TEST_CASE("a week is seen from its last session on, which the calendar knows") {
  // Good Friday 2024 is March 29: that week ends on Thursday.
  const Bars spy = stamped("SPY", Clock::Dates,
                           {"2024-03-20", "2024-03-21", "2024-03-22", "2024-03-25", "2024-03-26",
                            "2024-03-27", "2024-03-28", "2024-04-01"});
  const Bars weeks = stamped("SPY", Clock::Dates, {"2024-03-18", "2024-03-25"});
  const AlignedAsset asset =
      align_finished(weeks, {Market::UsStocks, week}, spy, {Market::UsStocks, day});
  CHECK(same(asset.close, {nan, nan, 1, 1, 1, 1, 2, 2}));
}

TEST_CASE("a week of a market that never rests is not over on Friday") {
  const Bars spy = stamped("SPY", Clock::Dates, {"2024-03-21", "2024-03-22", "2024-03-25"});
  const Bars weeks = stamped("BTC", Clock::Dates, {"2024-03-18"});
  CHECK(same(align_finished(weeks, {Market::Crypto, week}, spy, {Market::UsStocks, day}).close,
             {nan, nan, 1}));
  // And nobody says what market it is.
  CHECK(same(align_finished(weeks, {Market::Unknown, week}, spy, {Market::UsStocks, day}).close,
             {nan, nan, 1}));
}

TEST_CASE("a day is seen on hours from the close of its last one on") {
  const Bars hours = stamped("SPY", Clock::Utc,
                             {"2024-03-04T19:30:00Z", "2024-03-04T20:30:00Z",
                              "2024-03-05T14:30:00Z", "2024-03-05T20:30:00Z"});
  const Bars days = stamped("SPY", Clock::Dates, {"2024-03-01", "2024-03-04", "2024-03-05"});
  CHECK(same(align_finished(days, {Market::UsStocks, day}, hours, {Market::UsStocks, 3600}).close,
             {1, 2, 2, 3}));
  // Bitcoin's day ends at midnight.
  CHECK(same(align_finished(days, {Market::Crypto, day}, hours, {Market::UsStocks, 3600}).close,
             {1, 1, 2, 2}));
}

TEST_CASE("shorter bars are seen up to the traded bar's close") {
  const Bars days = stamped("SPY", Clock::Dates, {"2024-03-04", "2024-03-05"});
  const Bars hours = stamped("BTC", Clock::Utc,
                             {"2024-03-04T19:00:00Z", "2024-03-04T20:00:00Z",
                              "2024-03-04T21:00:00Z", "2024-03-05T20:00:00Z"});
  // 16:00 in New York is 21:00 UTC.
  CHECK(same(align_finished(hours, {Market::Crypto, 3600}, days, {Market::UsStocks, day}).close,
             {2, 4}));
}

TEST_CASE("where hours are not known days are compared") {
  const Bars days = stamped("DAX", Clock::Dates, {"2024-03-21", "2024-03-22", "2024-03-25"});
  const Bars weeks = stamped("FTSE", Clock::Dates, {"2024-03-18"});
  CHECK(same(align_finished(weeks, {Market::Weekdays, week}, days, {Market::Weekdays, day}).close,
             {nan, 1, 1}));
}

// Every day from Monday 2024-01-01 on: a market that never rests.
Bars always(const char* symbol, int count, std::int64_t step = day) {
  Bars bars = table(symbol, {});
  for (int i = 0; i < count; ++i) {
    const Bars one = table(symbol, {{at("2024-01-01") + i * step, 1.0 * (i + 1)}});
    bars.time.push_back(one.time[0]);
    bars.open.push_back(one.open[0]);
    bars.high.push_back(one.high[0]);
    bars.low.push_back(one.low[0]);
    bars.close.push_back(one.close[0]);
    bars.volume.push_back(one.volume[0]);
  }
  return bars;
}

TEST_CASE("the traded bars themselves are resampled, without a source") {
  const DataSet data(always("BTC", 16));
  const auto asset = data.asset("BTC", "1wk");
  REQUIRE(asset);
  // Sundays are bars 6 and 13, which close at 7 and 14.
  CHECK(same((*asset)->close, {nan, nan, nan, nan, nan, nan, 7, 7, 7, 7, 7, 7, 7, 14, 14, 14}));
  CHECK(data.asset("BTC", "1wk").value() == *asset);
  CHECK(same(data.asset("BTC", "1d").value()->close,
             {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}));
}

TEST_CASE("what a source has in a shorter time frame is resampled") {
  std::string asked;
  const DataSet data(always("BTC", 16),
                     [&](const std::string&, const std::string& timeframe) -> Result<AssetBars> {
                       asked = timeframe;
                       return always("ETH", 16 * 24, 3600);
                     });
  const auto asset = data.asset("ETH", "1wk");
  REQUIRE(asset);
  CHECK(asked == "1wk");
  CHECK((*asset)->close[5] != (*asset)->close[5]);
  CHECK((*asset)->close[6] == 7 * 24);
  CHECK((*asset)->close[13] == 14 * 24);
}

TEST_CASE("a longer time frame than what there is, and one that is none, are errors") {
  const DataSet data(always("BTC", 16),
                     [](const std::string&, const std::string&) -> Result<AssetBars> {
                       return always("ETH", 16);
                     });
  const auto shorter = data.asset("ETH", "1h");
  REQUIRE(!shorter);
  CHECK(shorter.error().fault == Fault::Data);
  CHECK(shorter.error().message ==
        "the strategy asks for 1h bars of asset \"ETH\", of which the data has 1d bars; give 1h or "
        "shorter ones with --asset ETH=FILE.csv");
  const auto none = data.asset("ETH", "fortnight");
  REQUIRE(!none);
  CHECK(none.error().fault == Fault::Run);
  CHECK(
      none.error().message ==
      "asset(\"ETH\", \"fortnight\"): there is no such time frame; use 1m 5m 15m 30m 1h 4h 1d 1wk "
      "or 1mo");
}

TEST_CASE("a part of bars sees the weeks that the whole sees") {
  const Bars whole = always("BTC", 40);
  const DataSet all(whole);
  const auto seen = all.asset("BTC", "1wk").value();
  for (std::size_t count = 8; count < 40; ++count) {
    const Bars part = slice(whole, whole.time.front(), whole.time[count - 1]).value();
    const DataSet data(part, {}, {.kind = all.kind().value(), .assets_are_aligned = false});
    const auto there = data.asset("BTC", "1wk");
    REQUIRE(there);
    for (std::size_t i = 6; i < count; ++i) REQUIRE((*there)->close[i] == seen->close[i]);
  }
}

}  // namespace
