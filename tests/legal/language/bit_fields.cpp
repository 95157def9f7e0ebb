#include <stratgen/strategy.hpp>

struct BitFields : Strategy {
  struct Flags { unsigned up : 1, count : 4; bool armed : 1; } flags{};

  void next() {
    flags.up = close > open;
    flags.count = (flags.count + 1) % 8;
    if (flags.up && flags.count > 3) buy();
  }
};

STRATGEN_STRATEGY(BitFields)
