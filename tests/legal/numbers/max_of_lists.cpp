#include <stratgen/strategy.hpp>

struct MaxOfLists : Strategy {
  int only[1] = {};

  void next() {
    only[std::max({1, 7, 3}) - 7] = std::min({5, 4, 9}) - 4;  // outside of the array if wrong
    const double top = std::max({close[0], open[0], 3.0}), least = std::min({high, low, close});
    if (top > least && only[0] == 0) buy();
  }
};
STRATGEN_STRATEGY(MaxOfLists)
