// expect: strategy-shape
#include <stratgen/strategy.hpp>
struct S : Strategy { using Strategy::Strategy; void next() {} };
STRATGEN_STRATEGY(S)
