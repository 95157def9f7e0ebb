#include <stratgen/strategy.hpp>
struct S : Strategy {
  int k = 0;
  // what??! really?? yes ??/ no
  void next() { k = close > open ? close > high[1] ? 2 : 1 : 0; if (k > 1) buy(); }
};
STRATGEN_STRATEGY(S)
