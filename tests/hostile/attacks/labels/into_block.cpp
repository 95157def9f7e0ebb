// expect: passed-declaration
#include <stratgen/strategy.hpp>


struct S : Strategy {
  double x = 0;
  void next() {
    switch (bar_index() % 2) {
      case 0: {
        double v[64];
        case 1: x = v[bar_index() % 64];
      }
    }
    if (x > 3) buy();
  }
};
STRATGEN_STRATEGY(S)
