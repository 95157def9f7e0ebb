// expect: strategy-next
#include <stratgen/strategy.hpp>
struct S : SignalStrategy { void init() {} };
STRATGEN_STRATEGY(S)
