#include <stratgen/strategy.hpp>

struct UnsignedLoops : Strategy {

  void next() {
    unsigned long total = 0;
    for (unsigned i = 0; i < 10u; ++i) total += i;
    for (unsigned long i = 10; i-- > 0;) total -= i;
    for (short i = 0; i < 3; ++i) total += 1;
    for (char c = 0; c < 3; ++c) total += 1;
    for (long i = 0; i < 5L; i += 2) total += 1;
    if (total > 0) buy();
  }
};

STRATGEN_STRATEGY(UnsignedLoops)
