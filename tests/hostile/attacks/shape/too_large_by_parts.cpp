// expect: strategy-size
#include <stratgen/strategy.hpp>
struct P { double v[50000]; };
struct S : Strategy { P a, b, c; void next() {} };
STRATGEN_STRATEGY(S)
