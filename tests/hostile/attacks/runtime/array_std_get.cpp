// expect: exit 5
#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series f;
  double x = 0;
  int k = 0;
  double b[4] = {};
  List<int, 4> list;
  void init() { f = sma(close, 10); }
  void next() {
    std::array<int, 3> a{};
    k = std::get<2>(a) + a[k + bar_index()];
    if (x > 1e9) buy();
  }
};
STRATGEN_STRATEGY(S)
