#include <stratgen/strategy.hpp>

struct ByReference : Strategy {
  Trade oldest;
  void next() {
    if (!position) buy({.size = 1});
    for (auto& t : trades())
      if (bar_index() - t.entry_bar > 5) t.close();
    for (Trade& t : trades()) t.set_sl(close * 0.9);
    for (const auto& t : closed_trades()) oldest = t;
    for (auto& o : orders())
      if (!o.is_contingent()) o.cancel();
  }
};
STRATGEN_STRATEGY(ByReference)
