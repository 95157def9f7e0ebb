// The checks behind verify(): each adds what it finds.
#pragma once

#include "runtime/market/local_median.hpp"
#include "runtime/market/market_calendar.hpp"
#include "runtime/market/split_ratio.hpp"
#include "runtime/market/verify.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace stratgen {

// Bars with the measures that several checks read. Logarithms of ratios; NaN for the first row and
// where a price is not positive.
struct Measured {
  Measured(const Bars& measured_bars, const Expectations& known);

  const Bars& bars;
  const Expectations& expected;
  MarketFinding market;
  std::vector<double> change;  // close over the close before
  std::vector<double> gap;     // open over the close before
  std::vector<double> range;   // true range: high or close before, over low or close before
  std::vector<char> prices;    // 1 for rows with four positive, finite prices, else 0
  LocalMedian usual_change;    // of its absolute value
  LocalMedian usual_range;
  bool has_volume;  // a known volume above zero in at least every other bar

  std::size_t size() const { return bars.size(); }
  bool is_priced(std::size_t row) const { return prices[row] != 0; }
};

using Defects = std::vector<Defect>;

void check_order(const Measured& bars, Defects& found);
void check_prices(const Measured& bars, Defects& found);
void check_splits(const Measured& bars, Defects& found);
void check_outliers(const Measured& bars, Defects& found);
void check_wicks(const Measured& bars, Defects& found);
void check_days(const Measured& bars, Defects& found);
void check_intraday(const Measured& bars, Defects& found);
void check_tail(const Measured& bars, Defects& found);
void check_flat(const Measured& bars, Defects& found);
void check_stale(const Measured& bars, Defects& found);
void check_opens(const Measured& bars, Defects& found);
void check_volume(const Measured& bars, Defects& found);
void check_volume_level(const Measured& bars, Defects& found);

// A split that prices were not adjusted for, beyond doubt: it is announced, or its ratio is clear
// and nothing else explains the jump.
struct CertainSplit {
  std::size_t row = 0;  // the first one after it
  SplitRatio ratio;
};
std::vector<CertainSplit> certain_splits(const Measured& bars);

// Does the bar at `row`, 1 or more, have the time of the one before it, or of daily bars the day?
bool is_one_bar_twice(const Bars& bars, std::size_t row, std::string_view timeframe);

// What a high and a low may reach: their own open and close, and both neighbours (the one there is
// at either end). For two bars or more.
struct WickLimits {
  double high = 0;
  double low = 0;
};
WickLimits wick_limits(const Bars& bars, std::size_t row);

// A defect at a row of the bars.
Defect at_row(const Measured& bars, std::size_t row, std::string kind, Severity severity,
              std::string message, std::string repair = "");

// Do bars that should be `spacing` seconds apart cover more than a hundred times their own length,
// as with one stamp gone wrong? Nothing is expected of them then; says so.
bool are_sparse(const Measured& bars, std::int64_t spacing, Defects& found);

// "2020-01-02", with the time of day where there is one.
std::string date_text(std::int64_t time, Clock clock);
std::string date_text(const Measured& bars, std::size_t row);

// Is this one of the days on which prices of US stocks truly fell apart for minutes: 2010-05-06,
// 2015-08-24?
bool is_flash_day(std::int64_t time);

}  // namespace stratgen
