// expect: compile
#include <stratgen/strategy.hpp>
struct P { void next() {} };
STRATGEN_STRATEGY(P)
