#include <stratgen/strategy.hpp>

struct Returns : Strategy {
  bool ready() const { return close > open; }

  void next() {
    if (bar_index() < 20) return;
    if (!ready()) return;
    return void(buy({.size = 1}));
  }
};

STRATGEN_STRATEGY(Returns)
