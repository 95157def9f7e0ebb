#include <stratgen/strategy.hpp>

struct Counters : Strategy {
  int bars = 0, ups = 0, entered = 0;

  void next() {
    ++bars;
    if (close > open) ++ups; else ups = 0;
    if (ups == 3) { buy({.size = 1}); entered = bars; }
    if (position && bars - entered > 5) position.close();
  }
};

STRATGEN_STRATEGY(Counters)
