// Curve statistics: what sums over curves decide of their cells' statistics, eight curves at a time
// and with the same bits on every instruction set. A logarithm, two exponentials and a dozen
// divisions and roots wait for each other, which for one curve alone takes a seventh of a backtest
// in the signal form.
#pragma once

#include "runtime/engine/curve_kernels.hpp"
#include "runtime/engine/isa.hpp"

#include <cstddef>
#include <span>

namespace stratgen {

inline constexpr std::size_t curves_at_once = 8;

struct PeriodScale {
  double count;  // of returns
  double per_year;
  double risk_free_rate;
};

// As in CellStatistics. What divides by 0 is NaN or infinite, as it is there.
struct CurveStatistics {
  double annual_return_pct, annual_volatility_pct, sharpe_ratio, sortino_ratio, period_sharpe;
};

// Of one to `curves_at_once` curves, each of which is_well_conditioned(). `to` has room for as
// many.
using DescribeCurves = void (*)(std::span<const CurveSums> sums, const PeriodScale& scale,
                                CurveStatistics* to);

// `isa` has to be supported.
DescribeCurves describe_curves(Isa isa);

}  // namespace stratgen
