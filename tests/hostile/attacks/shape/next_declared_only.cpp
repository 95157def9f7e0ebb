// expect: undefined-function
#include <stratgen/strategy.hpp>
struct S : Strategy { void next(); };
STRATGEN_STRATEGY(S)
