// expect: pointer
#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series f;
  double x = 0;
  int k = 0;
  std::array<double, 3> a{};
  void init() { f = sma(close, 10); }
  void next() {
    for (auto it = a.begin(); it != a.end(); ++it) x += *it;
    if (close > f) buy();
  }
};
STRATGEN_STRATEGY(S)
