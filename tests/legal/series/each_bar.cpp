#include <stratgen/strategy.hpp>

struct EachBar : Strategy {
  double state = 0;
  int ups = 0;
  Series typical, ema2, zig, mixed, weekly;

  void init() {
    typical = each_bar([this] { return (high + low + close) / 3; });
    ema2 = each_bar([this] { state = bar_index() == 0 ? double(close) : 0.9 * state + 0.1 * close; return state; });
    zig = each_bar([this]() -> double { if (close > close[1]) ++ups; else ups = 0; return ups; });
    mixed = each_bar([&] { double s = 0; for (int i = 0; i < 3; ++i) s += typical[i]; return s; });
    weekly = each_bar([this] { return date().weekday; });
  }

  void next() {
    if (ema2 > 0 and zig > 0 and typical > 0) buy();
  }
};

STRATGEN_STRATEGY(EachBar)
