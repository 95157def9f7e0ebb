#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series ma;
  double x = 0;
  int k = 0;
  void init() { ma = sma(close, 10); }
  void next() {
    int i = 0;
    while (i < 10) {
      if (i == 3) {
        ++i;
        continue;
      }
      if (i > 7) break;
      i++;
    }
    do {
      --i;
    } while (i > 0);
    for (int a = 0, b = 10; a < b; ++a, --b) x += a * b;
    for (;;) {
      if (++i > 5) break;
    }
    for (auto v = 1.0; v < 100; v *= 2) x += v;
    for (unsigned j = 5; j-- > 0;) x += close[j];
    while (true) {
      if (i-- == 0) break;
    }
    for (const auto n : {1, 2, 3}) x -= n;
    int n = 0;
    for (; n < 3;) n += 1;
    for (int r = 0; const double c : {close[0], close[1]}) {
      x += c * r++;
    }
    if (!position) buy();

    if (x + k > 1e18) buy();
  }
};
STRATGEN_STRATEGY(S)
