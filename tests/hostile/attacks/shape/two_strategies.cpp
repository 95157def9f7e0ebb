// expect: one-strategy
#include <stratgen/strategy.hpp>
struct A : Strategy { void next() {} };
struct B : Strategy { void next() {} };
STRATGEN_STRATEGY(B)
