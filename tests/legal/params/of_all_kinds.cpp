#include <stratgen/strategy.hpp>

struct OfAllKinds : Strategy {
  int n = param("n", 20, {5, 60, 5});
  double level = param("level", 1.5, {0.5, 2.5, 0.5});
  double scale = param("scale", 3);
  bool on = param("on", true);
  float f = float(param("f", 0.5));
  long l = param("l", 7);
  const int fixed{param("fixed", 3)};
  int plain(int k) { return k; }

  void init() {
    if (n < 2) reject("n is too small");
  }

  void next() {
    if (on && close > level && n > 0 && scale > 0 && f > 0 && l > 0) buy();
  }
};

STRATGEN_STRATEGY(OfAllKinds)
