#include <stratgen/strategy.hpp>
// a file of another system
struct S : Strategy {
  void next() {
    if (close > open) buy({.tag = "up"});  // odd
    /* over
       lines */
  }
};
STRATGEN_STRATEGY(S)
