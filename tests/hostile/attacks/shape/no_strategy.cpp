// expect: compile
#include <stratgen/strategy.hpp>
struct P { int v; };
STRATGEN_STRATEGY(S)
