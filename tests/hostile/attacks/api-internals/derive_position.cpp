// expect: api-internal
#include <stratgen/strategy.hpp>
struct P : Position { using Position::Position; };

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
