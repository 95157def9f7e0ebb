// expect: strategy-size
#include <stratgen/strategy.hpp>
struct S : Strategy { List<double, 200000> a; void next() {} };
STRATGEN_STRATEGY(S)
