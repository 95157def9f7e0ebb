// Definitions as in backtesting.py 0.6.6, compute_stats(); the annualised volatility is the spread
// of a product of N independent returns with mean g and variance v: (v + (1+g)^2)^N - (1+g)^(2N)
// (L. A. Goodman, "The Variance of the Product of K Random Variables", JASA 57, 1962).
#include "runtime/engine/statistics_returns.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace stratgen {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

std::int64_t floor_divide(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

// A number that bars of one week, month, year or day share.
std::int64_t period_of(std::int64_t time, std::int64_t spacing_days) {
  const std::int64_t day = floor_divide(time, 86'400);
  if (spacing_days == 7)
    return floor_divide(day + 3, 7);  // weeks from Monday; day 0 was a Thursday
  if (spacing_days != 31 && spacing_days != 365) return day;
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day}}};
  const std::int64_t year = int{date.year()};
  return spacing_days == 365 ? year : year * 12 + unsigned{date.month()};
}

double mean(std::span<const double> values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

double sample_variance(std::span<const double> values) {
  if (values.size() < 2) return nan;
  const double center = mean(values);
  double sum = 0;
  for (const double value : values) sum += (value - center) * (value - center);
  return sum / static_cast<double>(values.size() - 1);
}

double root_mean_square_loss(std::span<const double> returns) {
  double sum = 0;
  for (const double r : returns) sum += r < 0 ? r * r : 0;
  return std::sqrt(sum / static_cast<double>(returns.size()));
}

std::vector<double> log_returns(std::span<const double> values) {
  std::vector<double> returns;
  returns.reserve(values.size());
  for (std::size_t k = 1; k < values.size(); ++k)
    returns.push_back(std::log(values[k] / values[k - 1]));
  return returns;
}

}  // namespace

std::vector<std::size_t> period_ends(const Bars& bars, const Spacing& spacing) {
  std::vector<std::size_t> ends;
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const bool last_of_period =
        i + 1 == bars.size() ||
        period_of(bars.time[i], spacing.days) != period_of(bars.time[i + 1], spacing.days);
    if (last_of_period) ends.push_back(i);
  }
  return ends;
}

std::vector<double> period_returns(const Bars& bars, std::span<const double> equity,
                                   const Spacing& spacing) {
  std::vector<double> returns;
  if (!spacing.dated) return returns;
  double previous = nan;
  for (const std::size_t i : period_ends(bars, spacing)) {
    const double simple = equity[i] / previous - 1;
    if (!std::isnan(simple)) returns.push_back(simple);  // the first; 0/0 after ruin
    previous = equity[i];
  }
  return returns;
}

Annualised annualised(const Bars& bars, std::span<const double> equity, const Spacing& spacing) {
  if (!spacing.dated) return {0, nan, nan};
  return annualised(period_returns(bars, equity, spacing), periods_per_year(bars));
}

Annualised annualised(std::span<const double> returns, double periods) {
  const double growth = 1 + geometric_mean(returns);
  const double variance = sample_variance(returns);
  return {std::pow(growth, periods) - 1,
          std::sqrt(std::pow(variance + growth * growth, periods) - std::pow(growth, 2 * periods)),
          root_mean_square_loss(returns) * std::sqrt(periods)};
}

double compound_annual_growth(double first, double last, double seconds) {
  const double years = seconds / 86'400 / 365.25;
  return years == 0 ? nan : std::pow(last / first, 1 / years) - 1;
}

double market_beta(std::span<const double> equity, std::span<const double> close) {
  if (equity.size() < 3) return nan;
  const std::vector<double> ours = log_returns(equity);
  const std::vector<double> market = log_returns(close);
  const double our_mean = mean(ours), market_mean = mean(market);
  double covariance = 0, variance = 0;  // both times (count - 1), which cancels
  for (std::size_t k = 0; k < ours.size(); ++k) {
    covariance += (ours[k] - our_mean) * (market[k] - market_mean);
    variance += (market[k] - market_mean) * (market[k] - market_mean);
  }
  return covariance / variance;
}

double geometric_mean(std::span<const double> returns) {
  if (std::any_of(returns.begin(), returns.end(), [](double r) { return r <= -1; })) return 0;
  double sum = 0;
  for (const double r : returns) sum += std::log(1 + r);
  return std::exp(sum / static_cast<double>(returns.size())) - 1;
}

}  // namespace stratgen
