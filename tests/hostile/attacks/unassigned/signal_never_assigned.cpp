// expect: series-value
#include <stratgen/strategy.hpp>

struct S : SignalStrategy {
  Series fast, slow;
  void init() { fast = sma(close, 5); }
  auto long_entry() { return crossover(fast, slow); }
};
STRATGEN_STRATEGY(S)
