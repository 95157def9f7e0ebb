// expect: exit 4
#include <stratgen/strategy.hpp>
struct S : Strategy { void next() {} };
STRATGEN_STRATEGY(Strategy)
