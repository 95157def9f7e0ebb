// The returns of several strategies over the same days.
#pragma once

#include "runtime/base/result.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace stratgen {

// A backtest's equity at the closes of its bars, whose times ascend strictly.
struct EquityCurve {
  std::string name;
  std::vector<std::int64_t> time;
  std::vector<double> equity;
};

struct AlignedReturns {
  std::vector<std::string> names;
  std::vector<std::vector<double>> returns;  // a row for each name, all of one length
  std::int64_t first = 0, last = 0;          // of the times between which they lie
};

// Simple returns from each time that all curves have to the next one of these, so that a market
// that trades on weekends has them in its return up to Monday. Fewer than `least` returns, or a
// curve that does not change, are an Error (Fault::Data) that names the strategy.
Result<AlignedReturns> aligned_returns(const std::vector<EquityCurve>& curves, std::size_t least);

}  // namespace stratgen
