#include "runtime/trade/equity_returns.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
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

std::string day_text(std::int64_t time) {
  using namespace std::chrono;
  return fmt::format("{:%Y-%m-%d}", sys_seconds(seconds(time)));
}

tl::unexpected<Error> too_few_days(const std::vector<EquityCurve>& curves, std::size_t days,
                                   std::size_t least) {
  const auto& last_to_begin = *std::max_element(
      curves.begin(), curves.end(),
      [](const EquityCurve& a, const EquityCurve& b) { return a.time.front() < b.time.front(); });
  const auto& first_to_end = *std::min_element(
      curves.begin(), curves.end(),
      [](const EquityCurve& a, const EquityCurve& b) { return a.time.back() < b.time.back(); });
  return fail(Fault::Data,
              fmt::format("the strategies have {} days in common, too few to measure their risk, "
                          "which takes {}: {} begins on {}, {} ends on {}",
                          days, least + 1, last_to_begin.name, day_text(last_to_begin.time.front()),
                          first_to_end.name, day_text(first_to_end.time.back())));
}

}  // namespace

Result<AlignedReturns> aligned_returns(const std::vector<EquityCurve>& curves, std::size_t least) {
  if (curves.empty()) return fail(Fault::Data, "there is no strategy to allocate to");
  const std::vector<std::int64_t> times = common_times(curves);
  if (times.size() < least + 1) {
    return too_few_days(curves, times.size(), least);
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
