#include "runtime/engine/cell_statistics.hpp"

#include "runtime/engine/statistics_returns.hpp"
#include "runtime/engine/statistics_spacing.hpp"

#include <algorithm>
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

// Taylor's series where they are exact to a rounding or two, which is where nearly every curve is.
double exp_of_small(double x) {
  if (!(std::abs(x) < 0.01)) return std::exp(x);
  return 1 + x * (1 + x * (1 / 2.0 + x * (1 / 6.0 + x * (1 / 24.0 + x * (1 / 120.0 + x / 720.0)))));
}
double log1p_of_small(double x) {
  if (!(std::abs(x) < 0.004)) return std::log1p(x);
  return x * (1 - x * (1 / 2.0 - x * (1 / 3.0 - x * (1 / 4.0 - x * (1 / 5.0 - x / 6.0)))));
}
double expm1_of_small(double x) {
  if (!(std::abs(x) < 0.1)) return std::expm1(x);
  const double low = 1 + x * (1 / 2.0 + x * (1 / 6.0 + x * (1 / 24.0 + x / 120.0)));
  const double x5 = x * x * x * x * x;
  return x * (low + x5 * (1 / 720.0 + x * (1 / 5040.0 + x * (1 / 40320.0 + x / 362880.0))));
}

// Goodman's formula (statistics_returns.cpp) with the growth of a year taken out:
// (v + g^2)^N - g^(2N) = g^(2N) ((1 + v / g^2)^N - 1).
Annualised annualised_from(const CurveSums& sums, double first, double last, double count,
                           double periods) {
  const double variance = (sums.squares - sums.returns * sums.returns / count) / (count - 1);
  const double log_growth = std::log(last / first) / count;
  const double year = std::exp(periods * log_growth);
  const double share = variance * exp_of_small(-2 * log_growth);
  const double spread = expm1_of_small(periods * log1p_of_small(share));
  return {year - 1, year * std::sqrt(spread), std::sqrt(sums.loss_squares / count * periods)};
}

double sharpe_from(const CurveSums& sums, double count) {
  const double spread = sums.squares - sums.returns * sums.returns / count;
  return sums.returns / count / or_nan(std::sqrt(spread / (count - 1)));
}

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

void add_periods(CellStatistics& s, const CurveSums& sums, double count,
                 const CellStatisticsOptions& options, const CellCalendar& calendar) {
  const double periods = calendar.periods_per_year();
  add_annualised(s, annualised_from(sums, sums.first, sums.last, count, periods),
                 options.risk_free_rate);
  s.period_sharpe = sharpe_from(sums, count);
}

// Where the ends of periods have to be looked for, or terms be added one by one, the curve is
// written out.
void add_periods_of_curve(CellStatistics& s, Run& run, const CellStatisticsOptions& options,
                          CellCalendar& calendar) {
  run.write_equity();
  const auto ends = calendar.at_period_ends(run.equity().subspan(options.first_bar));
  const CurveSums sums =
      curve_kernels(options.isa).sum_curve(ends.data(), static_cast<int>(ends.size()));
  const double count = static_cast<double>(ends.size()) - 1;
  if (is_well_conditioned(sums, count)) return add_periods(s, sums, count, options, calendar);
  const std::span<const double> returns = calendar.returns_of(ends);
  add_annualised(s, annualised(returns, calendar.periods_per_year()), options.risk_free_rate);
  s.period_sharpe = sharpe_of(returns);
}

CurveSums sums_of_curve(const Run& run, const CellStatisticsOptions& options,
                        const CloseTable* table) {
  return curve_kernels(options.isa)
      .sum_pieces(run.frame().close, table, run.pieces(), static_cast<int>(options.first_bar),
                  static_cast<int>(run.data().bars().size()));
}

void add_curve(CellStatistics& s, Run& run, const CellStatisticsOptions& options,
               CellCalendar& calendar, const CloseTable* table) {
  if (table) {
    const CurveSums sums = sums_of_curve(run, options, table);
    if (add_sums(s, sums, ClosePolynomials::error_of_squares, options, calendar)) return;
  }
  const CurveSums sums = sums_of_curve(run, options, nullptr);
  const double count = static_cast<double>(run.bars() - options.first_bar) - 1;
  s.return_pct = (sums.last - sums.first) / sums.first * 100;
  s.max_drawdown_pct = -(1 - sums.lowest) * 100;
  s.period_sharpe = nan;
  if (!calendar.dated())
    add_annualised(s, {0, nan, nan}, options.risk_free_rate);
  else if (calendar.each_bar_is_a_period() && is_well_conditioned(sums, count))
    add_periods(s, sums, count, options, calendar);
  else
    add_periods_of_curve(s, run, options, calendar);
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

bool add_sums(CellStatistics& s, const CurveSums& sums, double error,
              const CellStatisticsOptions& options, const CellCalendar& calendar) {
  const double count = static_cast<double>(calendar.bars()) - 1;
  const double spread = sums.squares - sums.returns * sums.returns / count;
  constexpr double tolerance = 1e-9;
  if (!is_well_conditioned(sums, count) || spread * tolerance < sums.squares * error) return false;
  s.return_pct = (sums.last - sums.first) / sums.first * 100;
  s.max_drawdown_pct = -(1 - sums.lowest) * 100;
  add_periods(s, sums, count, options, calendar);
  return true;
}

CellStatistics cell_statistics(Run& run, const CellStatisticsOptions& options,
                               CellCalendar& calendar, const CloseTable* table) {
  CellStatistics s;
  add_curve(s, run, options, calendar, table);
  add_trades(s, run, options, calendar);
  return s;
}

}  // namespace stratgen
