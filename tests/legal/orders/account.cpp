#include <stratgen/strategy.hpp>

struct Account : Strategy {
  double peak = 0;

  void next() {
    peak = max(peak, equity());
    if (equity() > 0 && equity() / peak > 0.8 && bar_index() > 5) buy({.size = 0.1});
    if (equity() < peak * 0.95) position.close();
  }
};

STRATGEN_STRATEGY(Account)
