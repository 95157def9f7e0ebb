// expect: strategy-shape
#include <stratgen/strategy.hpp>
struct M {};
struct S : Strategy, M { void next() {} };
STRATGEN_STRATEGY(S)
