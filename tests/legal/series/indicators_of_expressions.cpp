#include <stratgen/strategy.hpp>

struct IndicatorsOfExpressions : Strategy {
  Series smooth, vol, strong, ratio, deep, high_close;

  void init() {
    smooth = sma((high + low) / 2, 5);
    vol = stdev(pct_change(close, 1), 10);
    strong = sum(close > open, 10) / 10;
    ratio = ema(where(close > open, volume, 0), 5) / ema(volume, 5);
    deep = rsi(ema(sma(close, 3), 3), 5);
    high_close = highest(max(close, open), 4);
  }

  void next() {
    if (smooth > 0 and vol > 0 and strong > 0) buy();
  }
};

STRATGEN_STRATEGY(IndicatorsOfExpressions)
