#include <stratgen/strategy.hpp>

struct IndicatorInCondition : SignalStrategy {
  auto long_entry() { return crossover(close, sma(close, 5)); }
  auto long_exit() { return close < ema(close, 9); }
};

STRATGEN_STRATEGY(IndicatorInCondition)
