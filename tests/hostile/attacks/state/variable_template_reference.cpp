// expect: state
#include <stratgen/strategy.hpp>
struct Counter {
  mutable int n = 0;
  int up() const { return ++n; }
};
template <class T>
constexpr const Counter& counter = Counter{};

struct S : Strategy {
  double x = 0;
  void next() {
    x = counter<int>.up();
    if (x > 3) buy();
  }
};
STRATGEN_STRATEGY(S)
