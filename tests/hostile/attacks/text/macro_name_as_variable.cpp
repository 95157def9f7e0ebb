// expect: one-strategy
#include <stratgen/strategy.hpp>
struct S : Strategy { int STRATGEN_STRATEGY = 1; void next() {} };
STRATGEN_STRATEGY(S)
