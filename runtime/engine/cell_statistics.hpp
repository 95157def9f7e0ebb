// Cell statistics: those of a backtest's statistics that rank and judge it, straight from the run,
// without a report. Definitions and sources are those of statistics*.cpp.
#pragma once

#include "runtime/engine/curve_kernels.hpp"
#include "runtime/engine/curve_statistics.hpp"
#include "runtime/engine/run.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace stratgen {

// Units and definitions as in Statistics; a NaN is undefined. The numbers differ from those of
// compute_statistics() by rounding only (1e-9), and not at all between instruction sets.
struct CellStatistics {
  double return_pct = 0;
  double annual_return_pct = 0, annual_volatility_pct = 0;
  double sharpe_ratio = 0, sortino_ratio = 0;
  double max_drawdown_pct = 0;
  double win_rate_pct = 0, exposure_time_pct = 0, profit_factor = 0;
  std::int64_t trades = 0;
  // What deflation goes by, not annualised: the mean of the periods' returns over their sample
  // deviation. NaN where they do not vary, and without dates.
  double period_sharpe = 0;
};

// What the statistics of all cells on one data set have in common, and room for their work.
class CellCalendar {
 public:
  CellCalendar(const Bars& bars, std::size_t first_bar);

  std::size_t bars() const { return bars_; }  // from first_bar on
  bool dated() const { return dated_; }
  bool each_bar_is_a_period() const { return dated_ && period_ends_.empty(); }
  double returns() const {  // as many, from period to period
    return static_cast<double>(period_ends_.empty() ? bars_ : period_ends_.size()) - 1;
  }
  double periods_per_year() const { return periods_per_year_; }

  // What these return is valid until they are called again.
  // The values of `curve`, which begins at first_bar, at the last bars of all periods.
  std::span<const double> at_period_ends(std::span<const double> curve);
  std::span<const double> returns_of(std::span<const double> ends);
  std::span<int> counts();  // one for each bar and one more, all 0

 private:
  std::size_t bars_ = 0;
  bool dated_ = false;
  double periods_per_year_ = 0;
  std::vector<std::size_t> period_ends_;  // empty: each bar is one
  std::vector<double> ends_, returns_;
  std::vector<int> counts_;
};

struct CellStatisticsOptions {
  std::size_t first_bar = 0;
  double risk_free_rate = 0;
  bool money_profit_factor = false;
  Isa isa = best_isa();
};

// The statistics of a cell are made in two steps, the second of which is for several cells at once.
//
// Of a run that completed; its equity is above 0 at every bar. Returns what the second step goes
// by, or nothing if there is none to take. A table of the closes serves where each bar is a period;
// it may be null.
std::optional<CurveSums> begin_statistics(CellStatistics& s, Run& run,
                                          const CellStatisticsOptions& options,
                                          CellCalendar& calendar, const CloseTable* table);
// The same of a curve whose sums are at hand, to the error of ClosePolynomials, and of which each
// bar is a period. False, and nothing is set, where that error or a subtraction would cost digits.
bool add_sums(CellStatistics& s, const CurveSums& sums, const CellCalendar& calendar);
// Of at most `curves_at_once` cells.
void end_statistics(std::span<const CurveSums> sums, const CellStatisticsOptions& options,
                    const CellCalendar& calendar, std::span<CellStatistics* const> cells);

}  // namespace stratgen
