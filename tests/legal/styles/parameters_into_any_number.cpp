#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series ma;
  double x = 0;
  int k = 0;
  float f = param("f", 0.5f);
  long l = param("l", 3);
  double d = param("d", 2, {1, 5, 1});
  const int cn = param("cn", 4);
  unsigned u = param("u", 5);
  int br{param("br", 20, {5, 60, 5})};
  bool bb{param("bb", false)};
  double pct = param("pct", 5.0) / 100.0;
  int half = param("half", 20, {10, 40, 2}) / 2;
  void init() { ma = sma(close, 10); }
  void next() {
    if (bb || f + l + d + cn + u + br + pct + half > 0) {
      if (!position) buy();
    }

    if (x + k > 1e18) buy();
  }
};
STRATGEN_STRATEGY(S)
