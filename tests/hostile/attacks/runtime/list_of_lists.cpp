// expect: exit 5
#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series f;
  double x = 0;
  int k = 0;
  double b[4] = {};
  List<List<int, 3>, 2> l;
  void init() { f = sma(close, 10); }
  void next() {
    l.push_back({});
    l[1].push_back(2);
  }
};
STRATGEN_STRATEGY(S)
