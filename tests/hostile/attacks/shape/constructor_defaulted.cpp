// expect: strategy-shape
#include <stratgen/strategy.hpp>
struct S : Strategy { S() = default; void next() {} };
STRATGEN_STRATEGY(S)
