#include <stratgen/strategy.hpp>

struct Ternaries : Strategy {
  int up = 0, down = 0;

  void next() {
    const double stop = close > open ? low[0] : high[0] * 0.9;
    const int n = position ? 1 : trades().size() > 0 ? 2 : 3;
    (n > 1 ? up : down) += 1;
    close > open ? void(buy({.size = 1})) : position.close();
    if (stop > 0 && up > down) position.close();
  }
};

STRATGEN_STRATEGY(Ternaries)
