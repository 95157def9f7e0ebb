#include <stratgen/strategy.hpp>
struct S : Strategy { void init() { if (false) reject("goto new union #define __x <: asm"); }
  void next() {} };
STRATGEN_STRATEGY(S)
