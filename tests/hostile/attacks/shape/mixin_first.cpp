// expect: strategy-shape
#include <stratgen/strategy.hpp>
struct M { int v; };
struct S : M, Strategy { void next() {} };
STRATGEN_STRATEGY(S)
