#include <stratgen/strategy.hpp>

struct WhereAndShift : Strategy {
  Series chosen, back, up, nested, number;

  void init() {
    chosen = where(close > open, high, low);
    back = shift(close, 3);
    up = change(close, 1) + pct_change(close, 2) + change(close);
    nested = where(close > shift(close, 1), where(open > 1, 1, 2), -1);
    number = where(close > open, 1, 0);
  }

  void next() {
    if (chosen > back and up > 0) buy();
  }
};

STRATGEN_STRATEGY(WhereAndShift)
