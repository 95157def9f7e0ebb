// expect: strategy-size
#include <stratgen/strategy.hpp>
struct S : Strategy { double a[200000]; void next() {} };
STRATGEN_STRATEGY(S)
