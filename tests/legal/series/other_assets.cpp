#include <stratgen/strategy.hpp>

struct OtherAssets : Strategy {
  Series vix, ratio, slow;
  Asset other;

  void init() {
    vix = asset("VIX").close;
    ratio = close / asset("SPY").close;
    other = asset("QQQ");
    slow = sma(other.close, 5) + other.open * 0 + other.volume * 0;
  }

  void next() {
    if (vix < 1e6 and ratio > 0 and other.close > 0) buy();
  }
};

STRATGEN_STRATEGY(OtherAssets)
