// expect: exit 4
#include <stratgen/strategy.hpp>
struct S : Strategy { template <class T> void next() {} };
STRATGEN_STRATEGY(S)
