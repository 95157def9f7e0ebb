// expect: exit 4
#include <stratgen/strategy.hpp>
struct S : Strategy, SignalStrategy { void next() {} };
STRATGEN_STRATEGY(S)
