#include <stratgen/strategy.hpp>

struct Orders : Strategy {
  Order pending;
  Trade first;
  double atr_factor = param("atr_factor", 2.0, {0.5, 5.0, 0.5});
  bool both_ways = param("both_ways", true);
  double as_double = param("as_double", 3);
  Series range;

  void init() { range = atr(14); }
  void next() {
    if (!position) {
      pending = buy({.tag = 7, .size = 0.5, .sl = close - atr_factor * range, .tp = close * 2});
      if (pending) pending.cancel();
      if (both_ways) sell({.size = 10, .limit = high[1], .stop = low, .tag = "short side"});
    }
    for (auto trade : trades()) {
      if (trade.pl_pct() < -0.05) trade.close();
      if (trade.tag == "short side" || trade.tag == 7) trade.set_sl(trade.entry_price * 1.01);
      if (trade.is_long() && bar_index() - trade.entry_bar > 20) trade.close(0.5);
    }
    for (const Order& order : orders())
      if (!order.is_contingent() && order.limit > 0) order.cancel();
    auto closed = closed_trades();
    if (closed.size() > 0) first = closed[0];
    if (first && first.pl() < 0 && first.exit_price > 0 && first.exit_bar >= 0) sell();
    double won = 0;
    for (int i = 0; i < closed_trades().size(); ++i) won += closed_trades()[i].pl();
    if (won > equity() * 0.1 && position.size != 0 && position.pl_pct() > 3) position.close();
  }
};
STRATGEN_STRATEGY(Orders)
