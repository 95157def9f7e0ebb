// expect: state
#include <stratgen/strategy.hpp>
struct Point {
  int a;
};

struct S : Strategy {
  double x = 0;
  void next() {
    static constexpr Point&& point = Point{1};
    x = point.a++;
    if (x > 3) buy();
  }
};
STRATGEN_STRATEGY(S)
