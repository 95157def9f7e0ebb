// expect: one-strategy
#include <stratgen/strategy.hpp>
struct Base : Strategy { void next() {} };
struct S : Base {};
STRATGEN_STRATEGY(S)
