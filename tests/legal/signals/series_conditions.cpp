#include <stratgen/strategy.hpp>

struct SeriesConditions : SignalStrategy {
  Series warm, cold;
  Series long_entry() { return warm; }
  auto long_exit() { return cold; }

  void init() {
    Series gap = close - open;
    warm = gap > 0;
    cold = where(gap < 0, 1, 0);
  }
};

STRATGEN_STRATEGY(SeriesConditions)
