#include <stratgen/strategy.hpp>

struct BracketAndScaling : Strategy {
  Series range, highest_high;

  void init() {
    range = atr(5);
    highest_high = highest(high, 10);
  }

  void next() {
    const double risk = 2 * range;
    if (!position && close > highest_high[1]) {
      const double stop = close - risk;
      const double units = floor(equity() * 0.01 / max(risk, 0.01));
      if (units >= 1 && stop > 0) buy({.size = units, .sl = stop, .tp = close + 3 * risk, .tag = "first"});
    }
    if (position.is_long() && trades().size() < 3 && position.pl_pct() > 1) buy({.size = 1, .tag = "add"});
  }
};

STRATGEN_STRATEGY(BracketAndScaling)
