#include "runtime/engine/cell_statistics.hpp"

#include "runtime/engine/statistics_returns.hpp"
#include "runtime/engine/statistics_spacing.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace stratgen {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

double or_nan(double denominator) { return denominator == 0 ? nan : denominator; }

// compute_statistics() loses digits where less than this share of the squares is spread around the
// mean, where the variance of a period is as small as this, and to returns near -1. To agree with
// it there, its sums have to be made in its way.
constexpr double least_spread = 1e-5, least_variance = 1e-6, least_left = 1e-12;

double sharpe_of(std::span<const double> returns) {
  const auto count = static_cast<double>(returns.size());
  double sum = 0, squares = 0;
  for (const double r : returns) sum += r;
  for (const double r : returns) squares += (r - sum / count) * (r - sum / count);
  return sum / count / or_nan(std::sqrt(squares / (count - 1)));
}

bool is_well_conditioned(const CurveSums& sums, double count) {
  if (sums.squares == 0) return count > 1;
  const double spread = sums.squares - sums.returns * sums.returns / count;
  return count > 1 && spread > least_spread * sums.squares &&
         spread > least_variance * (count - 1) && sums.lowest > least_left;
}

void add_annualised(CellStatistics& s, const Annualised& annual, double risk_free_rate) {
  s.annual_return_pct = annual.mean_return * 100;
  s.annual_volatility_pct = annual.volatility * 100;
  s.sharpe_ratio = (s.annual_return_pct - risk_free_rate * 100) / or_nan(s.annual_volatility_pct);
  s.sortino_ratio = (annual.mean_return - risk_free_rate) / annual.downside;
}

// Where the ends of periods have to be looked for, or terms be added one by one, the curve is
// written out.
std::optional<CurveSums> add_periods_of_curve(CellStatistics& s, Run& run,
                                              const CellStatisticsOptions& options,
                                              CellCalendar& calendar) {
  run.write_equity();
  const auto ends = calendar.at_period_ends(run.equity().subspan(options.first_bar));
  const CurveSums sums =
      curve_kernels(options.isa).sum_curve(ends.data(), static_cast<int>(ends.size()));
  if (is_well_conditioned(sums, calendar.returns())) return sums;
  const std::span<const double> returns = calendar.returns_of(ends);
  add_annualised(s, annualised(returns, calendar.periods_per_year()), options.risk_free_rate);
  s.period_sharpe = sharpe_of(returns);
  return std::nullopt;
}

CurveSums sums_of_curve(const Run& run, const CellStatisticsOptions& options,
                        const CloseTable* table) {
  return curve_kernels(options.isa)
      .sum_pieces(run.frame().close, table, run.pieces(), static_cast<int>(options.first_bar),
                  static_cast<int>(run.data().bars().size()));
}

void add_extent(CellStatistics& s, const CurveSums& sums) {
  s.return_pct = (sums.last - sums.first) / sums.first * 100;
  s.max_drawdown_pct = -(1 - sums.lowest) * 100;
}

std::optional<CurveSums> add_curve(CellStatistics& s, Run& run,
                                   const CellStatisticsOptions& options, CellCalendar& calendar,
                                   const CloseTable* table) {
  if (table) {
    const CurveSums sums = sums_of_curve(run, options, table);
    if (add_sums(s, sums, calendar)) return sums;
  }
  const CurveSums sums = sums_of_curve(run, options, nullptr);
  add_extent(s, sums);
  s.period_sharpe = nan;
  if (!calendar.dated()) {
    add_annualised(s, {0, nan, nan}, options.risk_free_rate);
    return std::nullopt;
  }
  if (calendar.each_bar_is_a_period() && is_well_conditioned(sums, calendar.returns())) return sums;
  return add_periods_of_curve(s, run, options, calendar);
}

struct Interval {
  int from, to;
};

// Bars in some interval. From the last to end to the first, each adds what lies before all others:
// `from` is the earliest bar of those, which reach at least as far. Negative if they are not in
// order of ending.
int bars_covered(const auto& intervals, std::size_t count) {
  int covered = 0, from = std::numeric_limits<int>::max(), last = from;
  for (std::size_t i = count; i-- > 0;) {
    const Interval each = intervals(i);
    if (each.to > last) return -1;
    covered += std::max(0, std::min(each.to + 1, from) - each.from);
    from = std::min(from, each.from);
    last = each.to;
  }
  return covered;
}

// The same in whatever order; `counts` are all 0.
int bars_covered_by_counting(const auto& intervals, std::size_t count, std::span<int> counts) {
  for (std::size_t i = 0; i < count; ++i) {
    const Interval each = intervals(i);
    ++counts[static_cast<std::size_t>(each.from)];
    --counts[static_cast<std::size_t>(each.to) + 1];
  }
  int covered = 0, open = 0;
  for (const int change : counts) {
    open += change;
    if (open > 0) ++covered;
  }
  return covered;
}

void add_trades(CellStatistics& s, const Run& run, const CellStatisticsOptions& options,
                CellCalendar& calendar) {
  const std::vector<BrokerTrade*>& closed = run.broker().closed_trades();
  const double bars = static_cast<double>(run.bars() - options.first_bar);
  s.trades = static_cast<std::int64_t>(closed.size());
  s.win_rate_pct = s.profit_factor = nan;
  if (closed.empty()) return;

  double gains = 0, losses = 0;
  std::int64_t winners = 0;
  for (const BrokerTrade* const each : closed) {
    Trade trade;
    trade.size = each->size;
    trade.entry_price = each->entry_price;
    trade.exit_price = each->exit_price;
    trade.commission = each->commission;
    const double pl = trade.pl();
    const double made = options.money_profit_factor ? pl : trade.return_ratio();
    if (pl > 0) ++winners;
    (made > 0 ? gains : losses) += made;
  }
  s.win_rate_pct = static_cast<double>(winners) / static_cast<double>(closed.size()) * 100;
  s.profit_factor = gains / or_nan(-losses);

  const int first = static_cast<int>(options.first_bar);
  const auto interval = [&](std::size_t i) {
    return Interval{std::max(0, static_cast<int>(closed[i]->entry_bar) - first),
                    std::max(0, static_cast<int>(closed[i]->exit_bar) - first)};
  };
  int covered = bars_covered(interval, closed.size());
  if (covered < 0) covered = bars_covered_by_counting(interval, closed.size(), calendar.counts());
  s.exposure_time_pct = covered / bars * 100;
}

Bars from_bar(const Bars& bars, std::size_t first) {
  return first == 0 ? bars : slice(bars, bars.time[first], bars.time.back()).value();
}

}  // namespace

CellCalendar::CellCalendar(const Bars& all, std::size_t first_bar) {
  const Bars bars = from_bar(all, first_bar);
  const Spacing spacing = spacing_of(bars);
  dated_ = spacing.dated;
  periods_per_year_ = stratgen::periods_per_year(bars);
  if (dated_) period_ends_ = period_ends(bars, spacing);
  if (period_ends_.size() == bars.size()) period_ends_.clear();
  bars_ = bars.size();
}

std::span<const double> CellCalendar::at_period_ends(std::span<const double> curve) {
  if (period_ends_.empty()) return curve;
  ends_.clear();
  for (const std::size_t bar : period_ends_) ends_.push_back(curve[bar]);
  return ends_;
}

std::span<const double> CellCalendar::returns_of(std::span<const double> ends) {
  returns_.clear();
  for (std::size_t i = 1; i < ends.size(); ++i) returns_.push_back(ends[i] / ends[i - 1] - 1);
  return returns_;
}

std::span<int> CellCalendar::counts() {
  counts_.assign(bars_ + 1, 0);
  return counts_;
}
bool add_sums(CellStatistics& s, const CurveSums& sums, const CellCalendar& calendar) {
  const double count = calendar.returns();
  const double spread = sums.squares - sums.returns * sums.returns / count;
  constexpr double tolerance = 1e-9, error = ClosePolynomials::error_of_squares;
  if (!is_well_conditioned(sums, count) || spread * tolerance < sums.squares * error) return false;
  add_extent(s, sums);
  return true;
}

std::optional<CurveSums> begin_statistics(CellStatistics& s, Run& run,
                                          const CellStatisticsOptions& options,
                                          CellCalendar& calendar, const CloseTable* table) {
  add_trades(s, run, options, calendar);
  return add_curve(s, run, options, calendar, table);
}

void end_statistics(std::span<const CurveSums> sums, const CellStatisticsOptions& options,
                    const CellCalendar& calendar, std::span<CellStatistics* const> cells) {
  if (sums.empty()) return;
  const PeriodScale scale{calendar.returns(), calendar.periods_per_year(), options.risk_free_rate};
  std::array<CurveStatistics, curves_at_once> described;
  describe_curves(options.isa)(sums, scale, described.data());
  for (std::size_t i = 0; i < sums.size(); ++i) {
    CellStatistics& s = *cells[i];
    const CurveStatistics& curve = described[i];
    s.annual_return_pct = curve.annual_return_pct;
    s.annual_volatility_pct = curve.annual_volatility_pct;
    s.sharpe_ratio = curve.sharpe_ratio;
    s.sortino_ratio = curve.sortino_ratio;
    s.period_sharpe = curve.period_sharpe;
  }
}

}  // namespace stratgen
