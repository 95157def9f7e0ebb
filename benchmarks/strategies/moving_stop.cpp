#include <stratgen/strategy.hpp>

struct MovingStop : Strategy {
  Series range;

  void init() { range = atr(14); }
  void next() {
    for (const auto trade : trades()) trade.set_sl(max(trade.sl, close - 3 * range));
    if (!position) buy({.size = 0.9});
  }
};

STRATGEN_STRATEGY(MovingStop)
