// expect: passed-declaration
#include <stratgen/strategy.hpp>


struct S : Strategy {
  double x = 0;
  void next() {
    switch (bar_index() % 2) {
      double z;
      case 0: x = z; break;
      default: z = 2;
    }
    if (x > 3) buy();
  }
};
STRATGEN_STRATEGY(S)
