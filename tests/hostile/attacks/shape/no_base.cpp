// expect: compile
#include <stratgen/strategy.hpp>
struct S { void next() {} };
STRATGEN_STRATEGY(S)
