#include <stratgen/strategy.hpp>

struct IfWithInitialiser : Strategy {
  int held = 0;

  void next() {
    if (const double gap = open - close[1]; gap > 0) buy({.size = 1});
    else if (int n = trades().size(); n > 2) trades()[n - 1].close();
    if (bool green = close > open) held += green;
  }
};

STRATGEN_STRATEGY(IfWithInitialiser)
