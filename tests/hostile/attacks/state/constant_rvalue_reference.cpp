// expect: state
#include <stratgen/strategy.hpp>
struct Point {
  int a;
};
constexpr Point&& point = Point{1};

struct S : Strategy {
  double x = 0;
  void next() {
    x = point.a++;
    if (x > 3) buy();
  }
};
STRATGEN_STRATEGY(S)
