#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series ma;
  double x = 0;
  int k = 0;
  std::array<double, 5> w{0.1, 0.2, 0.4, 0.2, 0.1};
  std::array<int, 3> c = {1, 2, 3};
  void init() { ma = sma(close, 10); }
  void next() {
    std::array<int, 3> d = c;
    if (d == c) k = 1;
    if (d != c) k = 2;
    if (d < c) k = 3;
    d.swap(c);
    x = std::get<0>(w);
    k = static_cast<int>(w.max_size());
    auto [a, b, e] = c;
    k += a + b + e;

    if (x + k > 1e18) buy();
  }
};
STRATGEN_STRATEGY(S)
