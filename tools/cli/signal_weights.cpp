#include "tools/cli/signal_weights.hpp"

#include <fmt/format.h>

namespace stratgen {
namespace {

// Fewer returns than this say nothing about risk.
constexpr std::size_t least_returns = 60;

}  // namespace

Result<Allocation> allocation_named(const std::string& name) {
  if (const auto allocation = parse_allocation(name)) return *allocation;
  return fail(Fault::Usage, fmt::format("--allocate {}: give equal, inverse-volatility, "
                                        "risk-parity or max-sharpe-shrunk",
                                        name));
}

Result<SignalWeights> weights_of(std::span<const StrategySignal> signals, Allocation method) {
  SignalWeights found{method, std::vector<double>(signals.size(), 0.0), 0, 0};
  std::vector<EquityCurve> curves;
  for (const StrategySignal& signal : signals) {
    if (signal.state) curves.push_back(signal.curve);
  }
  if (curves.empty()) return found;
  AlignedReturns common;
  if (method == Allocation::Equal) {
    common.returns.resize(curves.size());
  } else {
    STRATGEN_TRY(common, aligned_returns(curves, least_returns));
    found.from = common.first;
    found.to = common.last;
  }
  STRATGEN_TRY(const std::vector<double> weights, allocate(method, common.returns));
  auto weight = weights.begin();
  for (std::size_t i = 0; i < signals.size(); ++i) {
    if (signals[i].state) found.weights[i] = *weight++;
  }
  return found;
}

}  // namespace stratgen
