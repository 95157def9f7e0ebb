// expect: strategy-next
#include <stratgen/strategy.hpp>
struct S : Strategy { void Next() { buy(); } };
STRATGEN_STRATEGY(S)
