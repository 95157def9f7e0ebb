#include "runtime/store/optimize_result.hpp"

#include <algorithm>

namespace stratgen {

double number_named(const NamedNumbers& numbers, std::string_view name) {
  const auto found = std::find_if(numbers.begin(), numbers.end(),
                                  [&](const auto& pair) { return pair.first == name; });
  return found == numbers.end() ? std::numeric_limits<double>::quiet_NaN() : found->second;
}

double sharpe_improvement(const OptimizeResult& result) {
  return number_named(result.test_stats, "Sharpe Ratio") - result.v4_sharpe;
}

}  // namespace stratgen
