#include "runtime/trade/equity_returns.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace stratgen {
namespace {

std::vector<std::int64_t> common_times(const std::vector<EquityCurve>& curves) {
  std::vector<std::int64_t> times = curves.front().time;
  for (const EquityCurve& curve : curves) {
    std::vector<std::int64_t> both;
    std::set_intersection(times.begin(), times.end(), curve.time.begin(), curve.time.end(),
                          std::back_inserter(both));
    times = std::move(both);
  }
  return times;
}

std::vector<double> returns_at(const EquityCurve& curve, const std::vector<std::int64_t>& times) {
  std::vector<double> returns;
  returns.reserve(times.size());
  double before = 0;
  std::size_t at = 0;
  for (const std::int64_t time : times) {
    while (curve.time[at] != time) ++at;
    // Nothing can be lost any more once all is.
    if (time != times.front()) returns.push_back(before > 0 ? curve.equity[at] / before - 1 : 0);
    before = curve.equity[at];
  }
  return returns;
}

}  // namespace

Result<AlignedReturns> aligned_returns(const std::vector<EquityCurve>& curves, std::size_t least) {
  if (curves.empty()) return fail(Fault::Data, "there is no strategy to allocate to");
  const std::vector<std::int64_t> times = common_times(curves);
  if (times.size() < least + 1) {
    return fail(Fault::Data,
                fmt::format("the strategies have {} days in common, too few to measure "
                            "their risk; {} are needed",
                            times.size(), least + 1));
  }
  AlignedReturns common;
  common.first = times.front();
  common.last = times.back();
  for (const EquityCurve& curve : curves) {
    common.names.push_back(curve.name);
    std::vector<double> returns = returns_at(curve, times);
    if (std::all_of(returns.begin(), returns.end(), [&](double r) { return r == returns[0]; })) {
      return fail(Fault::Data, fmt::format("the equity of {} never moves over the {} days that the "
                                           "strategies have in common, so it has no risk to weigh",
                                           curve.name, times.size()));
    }
    common.returns.push_back(std::move(returns));
  }
  return common;
}

}  // namespace stratgen
