// expect: passed-declaration
#include <stratgen/strategy.hpp>


struct S : Strategy {
  double x = 0;
  void next() {
    switch (bar_index() % 2) {
      case 0:
        for (int z; z < 3; ++z) {
          case 1: x += z;
        }
    }
    if (x > 3) buy();
  }
};
STRATGEN_STRATEGY(S)
