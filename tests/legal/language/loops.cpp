#include <stratgen/strategy.hpp>

struct Loops : Strategy {
  double window[5] = {};
  double sum = 0;

  void next() {
    int n = 0;
    while (n < 3) ++n;
    do { --n; } while (n > 0);
    for (int i = 0, j = 10; i < j; ++i, --j) n += j - i;
    for (;;) { if (++n > 50) break; if (n % 2) continue; }
    for (double v : window) sum += v;
    for (auto& v : window) v = close;
    for (const auto v : window) sum -= v;
    for (int i = 0; double v : window) sum += v * i++;
    if (sum > n) buy();
  }
};

STRATGEN_STRATEGY(Loops)
