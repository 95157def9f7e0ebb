// expect: strategy-next
#include <stratgen/strategy.hpp>
struct S : Strategy { void on_bar() { buy(); } };
STRATGEN_STRATEGY(S)
