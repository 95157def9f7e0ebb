// expect: state
#include <stratgen/strategy.hpp>
using Three = int[3];
constexpr Three&& three = Three{1, 2, 3};

struct S : Strategy {
  double x = 0;
  void next() {
    x = three[0]++;
    if (x > 3) buy();
  }
};
STRATGEN_STRATEGY(S)
