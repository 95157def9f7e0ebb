#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series ma;
  double x = 0;
  int k = 0;
  Order pending{};
  Order stop_order;
  Trade first = Trade{};
  Order od = {};
  int placed = -1;
  void init() { ma = sma(close, 10); }
  void next() {
    if (pending && bar_index() - placed > 5) pending.cancel();
    if (!position && !pending) {
      pending = buy({.size = 0.5, .limit = close * 0.99});
      placed = bar_index();
    }
    if (orders().size() == 0) pending = Order{};
    if (trades().size() && !first) first = trades()[0];
    if (first && first.pl_pct() > 0.05) {
      first.close();
      first = Trade{};
    }
    if (!stop_order && !od) k++;

    if (x + k > 1e18) buy();
  }
};
STRATGEN_STRATEGY(S)
