#include <stratgen/strategy.hpp>
struct A : Strategy {
  Series inside, gap, dow;
  bool is_inside(int i) { return high[i] < high[i + 1] && low[i] > low[i + 1]; }
  void init() {
    inside = each_bar([this] { return is_inside(0); });
    gap = each_bar([&]() { return open - close[1]; });
    dow = each_bar([this] { return date().weekday; });
    Series tmp = each_bar([this]() -> int { return bar_index(); });
    dow = dow + 0 * tmp;
  }
  void next() {
    if (inside[1] == 1 && high > high[1]) {
      if (!position) buy();
    } else if (dow == 4 && gap < 0)
      position.close();
  }
};
STRATGEN_STRATEGY(A)
