#include <stratgen/strategy.hpp>

struct TradeHandles : Strategy {
  int won = 0;
  double last = 0;

  void next() {
    if (trades().size() < 3 && close > open) buy({.size = 2, .sl = close * 0.8, .tag = "t"});
    for (auto t : trades()) {
      if (t.pl() > 0 && t.pl_pct() > 0.01 && t.is_long() && !t.is_short()) t.set_sl(t.entry_price * 0.99);
      if (bar_index() - t.entry_bar > 5) t.set_tp(close * 1.1);
      if (bar_index() - t.entry_bar > 8) { t.set_sl(0); t.set_tp(0); t.close(0.5); }
      if (t.sl == 0 && t.tp == 0 && t.tag == "t") t.close();
    }
    for (int i = 0; i < trades().size(); ++i) { const Trade t = trades()[i]; if (t && t.size > 10) t.close(); }
    for (const Trade& t : closed_trades()) won += t.exit_price > t.entry_price && t.exit_bar >= t.entry_bar;
    if (const int n = closed_trades().size(); n > 0) last = closed_trades()[n - 1].pl();
  }
};

STRATGEN_STRATEGY(TradeHandles)
