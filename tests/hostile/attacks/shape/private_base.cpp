// expect: strategy-shape
#include <stratgen/strategy.hpp>
struct S : private Strategy { void next() {} };
STRATGEN_STRATEGY(S)
