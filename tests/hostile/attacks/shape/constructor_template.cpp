// expect: exit 4
#include <stratgen/strategy.hpp>
struct S : Strategy { template <class T> S(T) {} void next() {} };
STRATGEN_STRATEGY(S)
