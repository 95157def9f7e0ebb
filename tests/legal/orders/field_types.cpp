#include <stratgen/strategy.hpp>

struct FieldTypes : Strategy {
  Series sma5;

  void init() {
    sma5 = sma(close, 5);
  }

  void next() {
    int whole = 1;
    float f = 0.25f;
    long n = 1;
    if (!position) buy({.size = whole, .sl = low * 0.9, .tp = sma5 * 1.3});
    else if (bar_index() % 9 == 0) buy({.size = f, .limit = close - 1});
    else if (bar_index() % 9 == 3) buy({.size = n, .limit = low, .tag = whole});
    if (bar_index() % 30 == 0) position.close();
  }
};

STRATGEN_STRATEGY(FieldTypes)
