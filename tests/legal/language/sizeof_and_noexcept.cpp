#include <stratgen/strategy.hpp>

struct SizeofAndNoexcept : Strategy {
  double values[5] = {};
  static int f(int n) noexcept { return n; }

  void next() {
    if (sizeof(double) == 8 && alignof(int) == 4 && noexcept(f(1)) && sizeof values / sizeof values[0] == 5) buy();
  }
};

STRATGEN_STRATEGY(SizeofAndNoexcept)
