#include <stratgen/strategy.hpp>

struct ConstantsAndNumbers : SignalStrategy {
  static constexpr double part = 0.25;
  auto long_entry() { return close > open; }
  bool short_entry() { return false; }
  auto long_exit() { return close < open; }
  double size() const { return part; }
  constexpr double stop_loss() const { return 0.02; }
  int take_profit() { return 0; }
};

STRATGEN_STRATEGY(ConstantsAndNumbers)
