// expect: exit 4
#include <stratgen/strategy.hpp>
struct S : Strategy { int next = 0; };
STRATGEN_STRATEGY(S)
