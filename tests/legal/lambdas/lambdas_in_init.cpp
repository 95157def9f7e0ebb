#include <stratgen/strategy.hpp>

struct LambdasInInit : Strategy {
  Series fast, slow, mid, upper, lower;

  void init() {
    auto smooth = [this](const Series& s, int n) { return ema(s, n); };
    fast = smooth(close, 3);
    slow = smooth(close, 9);
    mid = each_bar([this] { return (high[0] + low[1]) / 2; });
    auto band = [&](double k) { return fast + k * stdev(close, 5); };
    upper = band(2);
    lower = band(-2);
  }

  void next() {
    if (close > upper and fast > slow and mid > lower) buy();
  }
};

STRATGEN_STRATEGY(LambdasInInit)
