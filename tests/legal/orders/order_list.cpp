#include <stratgen/strategy.hpp>

struct OrderList : Strategy {

  void next() {
    for (auto o : orders()) if (!o.is_contingent() && (o.limit < close * 0.9 || o.stop > close * 1.1)) o.cancel();
    if (orders().size() < 2) buy({.size = 1, .limit = close * 0.97, .sl = close * 0.9, .tag = bar_index()});
    for (const Order& o : orders()) if (o.tag == bar_index() - 10) o.cancel();
    for (int i = orders().size() - 1; i >= 0; --i) if (orders()[i].size > 5) orders()[i].cancel();
  }
};

STRATGEN_STRATEGY(OrderList)
