#include <stratgen/strategy.hpp>

struct ReassignedSeries : Strategy {
  Series s;

  void init() {
    Series a = sma(close, 3);
    Series b = a;
    a = a + b;
    s = a;
    s = s * 2;
    Series c{close - open}, d(close + open);
    auto e = c + d;
    s = s + e;
  }

  void next() {
    if (s > 0) buy();
  }
};

STRATGEN_STRATEGY(ReassignedSeries)
