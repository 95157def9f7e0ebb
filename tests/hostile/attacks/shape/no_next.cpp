// expect: strategy-next
#include <stratgen/strategy.hpp>
struct S : Strategy { void init() {} };
STRATGEN_STRATEGY(S)
