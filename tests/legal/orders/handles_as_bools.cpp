#include <stratgen/strategy.hpp>

struct HandlesAsBools : Strategy {
  Order order;
  Trade trade;

  bool in_market() const { return position; }
  auto flat() const -> bool { return !position; }
  static bool both(bool a, bool b) { return a && b; }

  void next() {
    const bool holding = position;
    bool pending = order;
    const bool known = trade, open_ = trades().size() > 0;
    pending = order && !order.is_contingent();
    const auto either = holding ? position : pending;
    if (flat() && !pending) order = buy();
    if (open_) trade = trades()[0];
    if (both(in_market(), trade) && (known || either) && trade.pl_pct() > 0.01) position.close();
    const bool flags[] = {position, order, trade};
    if (flags[0] != holding) position.close();
  }
};

STRATGEN_STRATEGY(HandlesAsBools)
