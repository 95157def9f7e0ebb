#include <stratgen/strategy.hpp>

struct EnumTags : Strategy {
  enum { Breakout = 10, Pullback = 20 };
  enum class Reason { Reversal = 3 };

  void next() {
    if (close > open && trades().size() < 3) buy({.size = 1, .tag = Breakout});
    else sell({.size = 1, .tag = Reason::Reversal});
    for (auto t : trades()) {
      if (t.tag == Breakout) t.set_sl(t.entry_price * 0.9);
      if (t.tag == Reason::Reversal) t.close();
    }
  }
};

STRATGEN_STRATEGY(EnumTags)
