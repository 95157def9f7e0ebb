#include <stratgen/strategy.hpp>

struct TrailingStop : Strategy {
  Series ma, range;
  double best = 0;

  void init() {
    ma = sma(close, 10);
    range = atr(10);
  }

  void next() {
    if (!position) { best = 0; if (close > ma) buy({.size = 0.9}); return; }
    best = max(best, high);
    for (auto t : trades()) {
      const double stop = best - 3 * range;
      if (stop > t.sl && stop < close) t.set_sl(stop);
    }
  }
};

STRATGEN_STRATEGY(TrailingStop)
