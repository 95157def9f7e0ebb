#include <stratgen/strategy.hpp>

struct IntegerArithmetic : Strategy {

  void next() {
    int n = bar_index();
    n = n * 3 / 2 % 7 - 1;
    n <<= 2;
    n >>= 1;
    n |= 5;
    n &= ~2;
    n ^= 3;
    unsigned wrap = 0;
    wrap -= 1;
    if (n != 0 && wrap > 1000 && (n & 1) && -n < 5 && (n || !n)) buy();
    int i = 0;
    i++;
    ++i;
    i--;
    --i;
  }
};

STRATGEN_STRATEGY(IntegerArithmetic)
