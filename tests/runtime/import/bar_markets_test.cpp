#include "runtime/import/bar_markets.hpp"

#include "runtime/import/price_adjustment.hpp"

#include <doctest/doctest.h>

#include "imported.hpp"

namespace stratgen {
namespace {

const std::string head = "Date,Open,High,Low,Close,Volume\n";

TEST_CASE("rows in disorder are sorted, and each that goes back is said") {
  const ImportedFile file = imported(head +
                                     "2020-01-03,11,13,10,12,200\n2020-01-06,12,14,11,13,300\n"
                                     "2020-01-02,10,12,9,11,100\n");
  const ImportedMarket& market = file.markets.front();
  CHECK(bar_text(market.bars, 0) == "2020-01-02T00:00:00 10 12 9 11 100");
  REQUIRE(market.defects.size() == 1);
  CHECK(market.defects[0].kind == "order");
  CHECK(market.defects[0].severity == Severity::Warning);
  CHECK(market.defects[0].line == 4);
  CHECK(market.defects[0].message == "2020-01-02 comes after 2020-01-06; sorted");
}

TEST_CASE("of two rows of one time the last stays") {
  const ImportedFile file = imported(head +
                                     "2020-01-02,10,12,9,11,100\n2020-01-02,10,12,9,11.5,100\n"
                                     "2020-01-03,11,13,10,12,200\n2020-01-03,11,13,10,12,200\n");
  const ImportedMarket& market = file.markets.front();
  REQUIRE(market.bars.size() == 2);
  CHECK(market.bars.close[0] == 11.5);
  REQUIRE(market.defects.size() == 2);
  CHECK(market.defects[0].kind == "duplicate");
  CHECK(market.defects[0].severity == Severity::Warning);
  CHECK(market.defects[0].line == 2);
  CHECK(market.defects[0].bar == 0);
  CHECK(market.defects[0].message ==
        "2020-01-02 is there twice, with close 11 and 11.5; kept line 3");
  CHECK(market.defects[1].severity == Severity::Note);  // the same values
}

TEST_CASE("offsets that change with summer time are one clock in UTC") {
  const ImportedFile file = imported(
      "open_time,open,high,low,close\n2020-10-25 00:00:00+03:00,1,2,1,2\n"
      "2020-10-25 01:00:00+03:00,1,2,1,2\n2020-10-25 01:00:00+02:00,1,2,1,2\n");
  const Bars& bars = file.markets.front().bars;
  CHECK(bars.clock == Clock::Utc);
  CHECK(to_iso(bars.time[0], bars.clock) == "2020-10-24T21:00:00Z");
  CHECK(to_iso(bars.time[1], bars.clock) == "2020-10-24T22:00:00Z");
  CHECK(to_iso(bars.time[2], bars.clock) == "2020-10-24T23:00:00Z");
  CHECK(file.markets.front().timeframe == "1h");
}

TEST_CASE("midnights with an offset are days") {
  const ImportedFile file = imported(
      "Date,Open,High,Low,Close\n2020-03-06 00:00:00-05:00,1,2,1,2\n"
      "2020-03-09 00:00:00-04:00,1,2,1,2\n2020-03-10 00:00:00-04:00,1,2,1,2\n");
  const Bars& bars = file.markets.front().bars;
  CHECK(bars.clock == Clock::Dates);
  CHECK(to_iso(bars.time[1], bars.clock) == "2020-03-09T00:00:00");
}

TEST_CASE("a time zone that people name turns its hours into UTC, the doubled one of autumn too") {
  const ImportedFile file = imported(
      "Date,Open,High,Low,Close\n2020-11-01 00:00:00,1,2,1,2\n2020-11-01 01:00:00,1,2,1,2\n"
      "2020-11-01 01:00:00,1,2,1,2\n2020-11-01 02:00:00,1,2,1,2\n",
      {"timezone=America/New_York"});
  const Bars& bars = file.markets.front().bars;
  REQUIRE(bars.size() == 4);  // -04:00, -04:00, -05:00, -05:00
  CHECK(to_iso(bars.time[0], bars.clock) == "2020-11-01T04:00:00Z");
  CHECK(to_iso(bars.time[1], bars.clock) == "2020-11-01T05:00:00Z");
  CHECK(to_iso(bars.time[2], bars.clock) == "2020-11-01T06:00:00Z");
  CHECK(to_iso(bars.time[3], bars.clock) == "2020-11-01T07:00:00Z");
}

TEST_CASE("times without a zone stay as they are, days have no zone") {
  CHECK(imported("Date,Open,High,Low,Close\n2020-01-02 09:30,1,2,1,2\n2020-01-02 10:30,1,2,1,2\n")
            .markets.front()
            .bars.clock == Clock::Dates);
  CHECK(imported("Date,Open,High,Low,Close\n2020-01-02,1,2,1,2\n2020-01-03,1,2,1,2\n",
                 {"timezone=Asia/Tokyo"})
            .markets.front()
            .bars.clock == Clock::Dates);
}

TEST_CASE("volumes follow a split that the raw prices show, and no other") {
  // 2:1 on the second day. Raw: 100 falls to 50. The factor goes from 0.5 to 1.
  const ImportedFile raw = imported(
      "timestamp,open,high,low,close,adjusted_close,volume,dividend_amount,split_coefficient\n"
      "2020-01-02,100,100,100,100,50,1000,0,1\n2020-01-03,50,50,50,50,50,2000,0,2.0\n");
  CHECK(raw.markets.front().bars.volume[0] == 2000);  // 1000 old shares are 2000 new ones
  CHECK(raw.markets.front().raw->volume[0] == 1000);
  // Here the vendor's raw prices have the split already: the factor is 1 throughout.
  const ImportedFile adjusted = imported(
      "timestamp,open,high,low,close,adjusted_close,volume,dividend_amount,split_coefficient\n"
      "2020-01-02,50,50,50,50,49,2000,0,1\n2020-01-03,50,50,50,50,49,2000,0,2.0\n");
  CHECK(adjusted.markets.front().bars.volume[0] == 2000);
}

}  // namespace
}  // namespace stratgen
