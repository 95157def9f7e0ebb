#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series ma;
  double x = 0;
  int k = 0;
  void init() { ma = sma(close, 10); }
  void next() {
    if (!position) buy({.size = 0.2});
    for (auto t : trades())
      if ((bar_index() - t.entry_bar) % 7 == 6) t.close();

    if (x + k > 1e18) buy();
  }
};
STRATGEN_STRATEGY(S)
