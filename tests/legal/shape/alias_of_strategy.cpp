#include <stratgen/strategy.hpp>
struct S : Strategy {
  using Self = S;
  using Price = double;
  Price last = 0;
  void next() { last = close; if (last > open) buy(); }
};
STRATGEN_STRATEGY(S)
