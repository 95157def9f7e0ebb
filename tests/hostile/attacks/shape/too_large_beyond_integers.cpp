// expect: exit 4
#include <stratgen/strategy.hpp>
struct S : Strategy { double a[1L << 60]; void next() {} };
STRATGEN_STRATEGY(S)
