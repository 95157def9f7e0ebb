// expect: exit 4
#include <stratgen/strategy.hpp>
struct S : Strategy { void next(int bar) { buy(); } };
STRATGEN_STRATEGY(S)
