#include <stratgen/strategy.hpp>

struct BarsSince : Strategy {
  Series ma, since;

  void init() {
    ma = sma(close, 4);
    since = bars_since(close > ma);
  }

  void next() {
    if (since < 5 && bars_since(close < open) > 2) buy();
    if (bars_since(crossover(close, ma)) == 0) position.close(0.5);
  }
};

STRATGEN_STRATEGY(BarsSince)
