// expect: passed-declaration
#include <stratgen/strategy.hpp>
template <class T>
T pick(int n) {
  switch (n) {
    T z;
    case 0: return z;
    default: return T(n);
  }
}

struct S : Strategy {
  double x = 0;
  void next() {
    x = pick<double>(bar_index() % 2);
    if (x > 3) buy();
  }
};
STRATGEN_STRATEGY(S)
