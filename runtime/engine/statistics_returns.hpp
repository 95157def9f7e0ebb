// The statistics of an equity curve against its market: returns, their spread, alpha and beta.
#pragma once

#include "runtime/engine/statistics_spacing.hpp"
#include "runtime/market/bars.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace stratgen {

// The last bars of each week (ending on Sunday), month or year where bars are that far apart, of
// each calendar day otherwise. Periods without a bar do not count.
std::vector<std::size_t> period_ends(const Bars& bars, const Spacing& spacing);

// The simple returns between the equity values at the ends of all periods.
std::vector<double> period_returns(const Bars& bars, std::span<const double> equity,
                                   const Spacing& spacing);

// Ratios, not percent. `downside` is the denominator of Sortino's ratio.
struct Annualised {
  double mean_return = 0, volatility = 0, downside = 0;
};
Annualised annualised(const Bars& bars, std::span<const double> equity, const Spacing& spacing);
Annualised annualised(std::span<const double> returns, double periods_per_year);

// (last / first) ^ (1 / years) - 1 with years of 365.25 days; NaN where no time passes.
double compound_annual_growth(double first, double last, double seconds);

// Slope of the equity's log returns over the market's, all bars, sample moments; NaN below two
// returns.
double market_beta(std::span<const double> equity, std::span<const double> close);

// exp(mean of ln(1 + r)) - 1: 0 if some r <= -1, NaN if there are none.
double geometric_mean(std::span<const double> returns);

}  // namespace stratgen
