#include <stratgen/strategy.hpp>

struct Texts : Strategy {
  int n = param("n", 3);
  void init() {
    if (n < 2) reject(n < 0 ? "n is negative" : "n is too small");
  }
  Tag last;
  void next() {
    last = n > 2 ? Tag("big") : Tag("small");
    if (last == "big") buy({.tag = last});
    if (auto order = sell({.size = 1, .tag = n}); order) order.cancel();
  }
};
STRATGEN_STRATEGY(Texts)
