#include <stratgen/strategy.hpp>

struct NoInit : SignalStrategy {
  auto long_entry() { return close > shift(close, 1) && close > open; }
  auto long_exit() { return close < shift(low, 1); }
};

STRATGEN_STRATEGY(NoInit)
