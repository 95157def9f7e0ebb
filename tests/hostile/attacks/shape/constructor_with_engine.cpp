// expect: exit 4
#include <stratgen/strategy.hpp>
struct S : Strategy { S(stratgen::detail::Engine* e) : Strategy(e) {} void next() {} };
STRATGEN_STRATEGY(S)
