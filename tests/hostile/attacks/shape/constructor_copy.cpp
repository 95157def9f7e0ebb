// expect: strategy-shape
#include <stratgen/strategy.hpp>
struct S : Strategy { S(const S&) = default; void next() {} };
STRATGEN_STRATEGY(S)
