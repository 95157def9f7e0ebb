// Real files: every one reads, but for those that are known to hold bars that contradict
// themselves.
#include "runtime/market/csv.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <map>

using namespace stratgen;
namespace fs = std::filesystem;

namespace {

const fs::path reference = STRATGEN_REFERENCE_DIR;

std::vector<fs::path> csv_files(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".csv") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::vector<int> defect_lines(const Error& error) {
  std::vector<int> lines;
  for (const Diagnostic& defect : error.diagnostics) lines.push_back(defect.line);
  return lines;
}

// Reads every file of a folder; those in `defects` have to be refused on exactly these lines.
void check_folder(const fs::path& folder, std::map<std::string, std::vector<int>> defects,
                  std::size_t expected_files) {
  const std::vector<fs::path> files = csv_files(folder);
  CHECK(files.size() == expected_files);
  for (const fs::path& file : files) {
    CAPTURE(file.filename().string());
    const auto bars = read_csv(file, file.stem().string());
    const auto known = defects.find(file.filename().string());
    if (known == defects.end()) {
      REQUIRE_MESSAGE(bars, bars.error().message);
      CHECK(bars->size() > 100);
    } else {
      REQUIRE_FALSE(bars);
      CHECK(defect_lines(bars.error()) == known->second);
    }
  }
}

}  // namespace

TEST_CASE("all daily files read but those with high or low that leave out open or close") {
  check_folder(reference / "data/daily",
               {
                   // Seven inconsistent bars of 2001 and 2002; the negative oil price of 2020-04-20
                   // and the day after, which opened at -14.
                   {"CL=F.csv", {159, 200, 266, 328, 374, 395, 434, 4933, 4934}},
                   {"KLAC.csv", {2578}},    // 2015-03-30: open below low
                   {"USDJPY.csv", {1556}},  // 2012-07-16: close below low
               },
               140);
}

TEST_CASE("all intraday files read but hourly EURUSD with its three inconsistent bars") {
  check_folder(reference / "data/hourly", {{"EURUSD.csv", {4, 330, 1042}}}, 8);
}

TEST_CASE("the bars of the reference backtests read, with the factors of their statistics") {
  const auto read = [](const char* name) {
    return read_csv(reference / "reference/data" / name, "X");
  };
  const auto goog = read("GOOG.csv");
  REQUIRE(goog);
  CHECK(goog->size() == 2148);
  CHECK(to_iso(goog->time.back(), goog->clock) == "2013-03-01T00:00:00");
  CHECK(periods_per_year(*goog) == 252);

  const auto eurusd = read("EURUSD.csv");
  REQUIRE(eurusd);
  CHECK(eurusd->size() == 5000);
  CHECK(to_iso(eurusd->time.front(), eurusd->clock) == "2017-04-19T09:00:00");
  CHECK(periods_per_year(*eurusd) == 252);

  const auto btc = read("BTCUSD.csv");
  REQUIRE(btc);
  CHECK(btc->size() == 156);
  CHECK(btc->close.back() == 93381.0);
  CHECK(periods_per_year(*btc) == 12);
}

TEST_CASE("raw files are read or refused with the reason known of them") {
  const auto outcome = [](const char* name) {
    const auto bars = read_csv(reference / "data/dirty" / name, "X");
    if (bars) return std::to_string(bars->size()) + " rows";
    return bars.error().message.substr(bars.error().message.find(name) +
                                       std::string_view(name).size());
  };
  CHECK(outcome("alpaca_FXY_thin.csv") == "954 rows");
  CHECK(outcome("alphavantage_FXI.csv").ends_with(" rows"));
  CHECK(outcome("binance_offset_stamps_SOLUSDT_1h_head.csv") == "1499 rows");
  CHECK(outcome("epoch_seconds_BTCUSDT_1h.csv").ends_with(" rows"));
  CHECK(outcome("dcjs_ndx_mmddyyyy_oi.csv").starts_with(":2: '11/01/1985' is not a date"));
  CHECK(outcome("index_first_BTCUSDT_1h_descending.csv")
            .starts_with(":3: 2022-02-24 23:00:00 comes after 2022-02-25 00:00:00"));
  CHECK(outcome("kaggle_sp500_unsorted_long.csv").starts_with(":3: 2016-01-04 is there twice"));
  CHECK(outcome("matplotlib_Stocks_wide_comment.csv").starts_with(":1: found the columns '# Data"));
  CHECK(
      outcome("metatrader_EURUSD_M15_tab_no_header_tail.csv").starts_with(":1: found the columns"));
  CHECK(outcome("timeseries_msft_semicolon.csv").starts_with(":1: found the columns"));
  CHECK(outcome("yfinance_SPY_1h_duplicated_columns.csv")
            .starts_with(":1: columns 3 ('open') and 8 ('Open') mean the same"));
}
