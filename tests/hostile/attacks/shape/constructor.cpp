// expect: strategy-shape
#include <stratgen/strategy.hpp>
struct S : Strategy { S() {} void next() {} };
STRATGEN_STRATEGY(S)
