#include <stratgen/strategy.hpp>

struct HandlesKept : Strategy {
  Order entry;
  Trade first, kept[2];
  List<Order, 3> open_list;

  void next() {
    if (!entry && close > open) entry = buy({.limit = low * 0.99, .tag = 1});
    else if (entry && bar_index() % 7 == 0) { entry.cancel(); entry = Order{}; }
    for (auto t : trades()) if (!first) first = t;
    if (first && first.pl() < 0) { first.close(); first = {}; }
    kept[bar_index() % 2] = trades().size() > 0 ? trades()[0] : Trade{};
    if (open_list.size() < 3) for (Order o : orders()) { open_list.push_back(o); break; }
    for (auto& o : open_list) o.cancel();
    open_list.clear();
    if (kept[0] && kept[0].size > 1) kept[0].close(0.5);
  }
};

STRATGEN_STRATEGY(HandlesKept)
