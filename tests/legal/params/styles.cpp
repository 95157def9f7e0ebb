#include <stratgen/strategy.hpp>

struct Styles : Strategy {
  int a{param("a", 1)}, b = {param("b", 2)}, c = this->param("c", 3), d = Strategy::param("d", 4, {1, 9, 1});
  int twice = a * 2;
  double ratio = double(a) / b;

  void next() {
    if (a + b + c + d > 0) buy();
  }
};

STRATGEN_STRATEGY(Styles)
