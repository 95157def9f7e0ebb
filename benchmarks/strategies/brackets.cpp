#include <stratgen/strategy.hpp>

struct Brackets : Strategy {
  Series fast, slow;

  void init() {
    fast = sma(close, 20);
    slow = sma(close, 50);
  }
  void next() {
    if (!position && fast > slow) buy({.size = 0.9, .sl = close * 0.95, .tp = close * 1.1});
  }
};

STRATGEN_STRATEGY(Brackets)
