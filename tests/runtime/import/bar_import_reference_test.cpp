// Real files: those of daily/ and hourly/ are what read_csv reads, and each of dirty/ is read as
// SOURCES.md there says it should be, or refused.
#include "runtime/market/csv.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <filesystem>
#include <map>

#include "imported.hpp"

namespace stratgen {
namespace {

const std::filesystem::path data = std::filesystem::path(STRATGEN_REFERENCE_DIR) / "data";

ImportedFile dirty(const char* name) {
  auto file = read_bars(data / "dirty" / name);
  REQUIRE_MESSAGE(file, (file ? "" : file.error().message));
  return std::move(*file);
}

std::map<std::string, std::size_t> kinds(const ImportedMarket& market) {
  std::map<std::string, std::size_t> counts;
  for (const Defect& defect : market.defects) ++counts[defect.kind];
  return counts;
}

std::size_t row_of(const Bars& bars, std::string_view date) {
  const auto found = std::find(bars.time.begin(), bars.time.end(), *parse_date(date));
  REQUIRE(found != bars.time.end());
  return static_cast<std::size_t>(found - bars.time.begin());
}

TEST_CASE("clean files are read as the strict reader reads them") {
  std::size_t files = 0, compared = 0;
  for (const char* folder : {"daily", "hourly"}) {
    for (const auto& entry : std::filesystem::directory_iterator(data / folder)) {
      CAPTURE(entry.path().string());
      const auto file = read_bars(entry.path());
      REQUIRE(file);
      REQUIRE(file->markets.size() == 1);
      const Bars& bars = file->markets.front().bars;
      ++files;
      CHECK(file->markets.front().defects.empty());
      const auto strict = read_csv(entry.path(), bars.symbol);
      if (!strict) continue;  // impossible bars, which the import keeps
      ++compared;
      CHECK(content_hash(bars) == content_hash(*strict));
    }
  }
  CHECK(files == 148);
  CHECK(compared > 130);
}

TEST_CASE("Alpha Vantage's FXI, adjusted: what daily/ made of it by hand up to 2021-11-30") {
  const ImportedFile file = dirty("alphavantage_FXI.csv");
  const ImportedMarket& market = file.markets.front();
  CHECK(market.bars.size() == 4318);
  CHECK(market.adjustment == Adjustment::Full);
  REQUIRE(market.raw);
  CHECK(market.raw->close[0] == 17.886648780017886);
  CHECK(std::count_if(market.actions.begin(), market.actions.end(), [](const CorporateAction& a) {
          return a.kind == CorporateAction::Kind::Split;
        }) == 1);
  // daily/ continues with another source, whose seam scales this part by 0.922310.
  const auto made = read_csv(data / "daily" / "FXI.csv", "FXI");
  REQUIRE(made);
  for (std::size_t i = 0; i < 4317; ++i) {
    REQUIRE(made->time[i] == market.bars.time[i]);
    REQUIRE(made->close[i] == doctest::Approx(market.bars.close[i] * 0.922310).epsilon(2e-5));
    REQUIRE(made->high[i] == doctest::Approx(market.bars.high[i] * 0.922310).epsilon(2e-5));
  }
}

TEST_CASE("SPY by the hour with columns in two spellings: what hourly/ made of it by hand") {
  const ImportedFile file = dirty("yfinance_SPY_1h_duplicated_columns.csv");
  const ImportedMarket& market = file.markets.front();
  CHECK(market.bars.size() == 8726);  // 8786 rows less 60 times that are there twice
  CHECK(kinds(market)["duplicate"] == 60);
  CHECK(kinds(market)["columns"] == 19);
  const auto made = read_csv(data / "hourly" / "SPY.csv", "SPY");
  REQUIRE(made);
  // hourly/ has the regular session only, in UTC; here are New York's times.
  std::map<std::int64_t, std::size_t> rows;
  for (std::size_t i = 0; i < market.bars.size(); ++i) rows[market.bars.time[i]] = i;
  const auto zone = find_time_zone("America/New_York");
  std::size_t same = 0;
  for (std::size_t i = 0; i < made->size(); ++i) {
    const auto found = rows.find(made->time[i] + zone->east_at(made->time[i]));
    REQUIRE(found != rows.end());
    same += std::abs(made->close[i] / market.bars.close[found->second] - 1) < 1e-5;
  }
  CHECK(same == made->size());
}

TEST_CASE("stamps with +03:00 and +02:00: what hourly/ has in UTC") {
  const Bars bars = dirty("binance_offset_stamps_SOLUSDT_1h_head.csv").markets.front().bars;
  const auto made = read_csv(data / "hourly" / "SOLUSDT.csv", "SOLUSDT");
  REQUIRE(made);
  REQUIRE(bars.size() == 1499);
  for (std::size_t i = 0; i < bars.size(); ++i) {
    REQUIRE(bars.time[i] == made->time[i]);
    REQUIRE(bars.close[i] == made->close[i]);
  }
}

TEST_CASE("the other files of dirty/") {
  const Bars fxy = dirty("alpaca_FXY_thin.csv").markets.front().bars;
  CHECK(fxy.size() == 954);
  CHECK(fxy.clock == Clock::Dates);  // midnights of New York
  CHECK(to_iso(fxy.time.front(), fxy.clock) == "2020-07-28T00:00:00");

  const ImportedFile ndx = dirty("dcjs_ndx_mmddyyyy_oi.csv");
  CHECK(ndx.markets.front().bars.size() == 6724);
  CHECK(ndx.markets.front().bars.close[row_of(ndx.markets.front().bars, "2012-06-29")] == 2615.72);
  CHECK(concludes(ndx, "MM/DD/YYYY"));

  const Bars btc = dirty("epoch_seconds_BTCUSDT_1h.csv").markets.front().bars;
  CHECK(btc.size() == 1033);
  CHECK(btc.clock == Clock::Utc);
  CHECK(std::isnan(btc.volume[0]));

  const ImportedFile newest_first = dirty("index_first_BTCUSDT_1h_descending.csv");
  CHECK(newest_first.markets.front().bars.size() == 27625);
  CHECK(bar_text(newest_first.markets.front().bars, 0) ==
        "2019-01-01T00:00:00 3700.170853 3714.571764 3690.5661 3700.368284 11348.160325");
  CHECK(kinds(newest_first.markets.front())["order"] == 1);

  CHECK(dirty("metatrader_EURUSD_M15_tab_no_header_tail.csv").markets.front().timeframe == "15m");
  CHECK(dirty("timeseries_msft_semicolon.csv").markets.front().bars.size() == 249);
  CHECK(dirty("twelvedata_EURUSD_1h_blank_volume.csv").markets.front().bars.size() == 5120);
  const ImportedFile uso = dirty("twelvedata_USO_unadjusted_reverse_split.csv");
  CHECK(uso.markets.front().bars.symbol == "USO");
  CHECK(uso.markets.front().bars.size() == 5040);
  CHECK(dirty("yahoo_KLAC_unadjusted_seam.csv").markets.front().bars.size() == 11560);
  CHECK(dirty("yahoo_XLB_presplit_2024.csv").markets.front().bars.size() == 123);
  const Bars oil = dirty("yfinance_CL_F_negative_price.csv").markets.front().bars;
  CHECK(oil.size() == 6443);
  CHECK(oil.close[row_of(oil, "2020-04-20")] == doctest::Approx(-37.63));
}

TEST_CASE("a long file of 455 tickers has 455 markets of days") {
  const ImportedFile file = dirty("kaggle_sp500_unsorted_long.csv");
  CHECK(file.markets.size() == 455);
  std::size_t bars = 0, blanks = 0;
  for (const ImportedMarket& market : file.markets) {
    CHECK(market.timeframe == "1d");
    bars += market.bars.size();
    blanks += market.defects.size();
  }
  CHECK(bars == 9999);
  CHECK(blanks == 1);  // FTV on 2016-06-20 has no open, high and low
}

TEST_CASE("a wide table of closes is refused") {
  const auto file = read_bars(data / "dirty" / "matplotlib_Stocks_wide_comment.csv");
  REQUIRE(!file);
  CHECK(file.error().message.find("closes alone are no bars") != std::string::npos);
}

}  // namespace
}  // namespace stratgen
