// Metric: what cells are ranked by.
#pragma once

#include "runtime/base/result.hpp"
#include "runtime/engine/cell.hpp"

#include <span>
#include <string>
#include <string_view>

namespace stratgen {

// One of the numbers in CellStatistics, under backtesting.py's name. Ranked best first: the
// highest, or with a minus before the name the lowest, as in "-Volatility (Ann.) [%]". The best
// drawdown is the shallowest, however it is written: "-Max. Drawdown [%]" says that it should be
// small.
struct Metric {
  std::string_view name;
  double (*of)(const CellStatistics&) = nullptr;
  double sign = 1;

  double score(const CellStatistics& statistics) const { return sign * of(statistics); }
};

std::span<const Metric> metrics();
// An unknown name is an Error with Fault::Usage that lists the known ones.
Result<Metric> find_metric(std::string_view name);

// A total order: first by score, a NaN last; among equals the lower cell first.
bool ranks_before(double score_a, std::uint64_t cell_a, double score_b, std::uint64_t cell_b);

}  // namespace stratgen
