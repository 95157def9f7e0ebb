// expect: compile
#include <stratgen/strategy.hpp>
<<<<<<< HEAD
struct S : Strategy {
  void next() { if (close > open) buy(); }
};
=======
STRATGEN_STRATEGY(S)
