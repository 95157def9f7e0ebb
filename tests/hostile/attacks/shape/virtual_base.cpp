// expect: virtual
#include <stratgen/strategy.hpp>
struct S : virtual Strategy { void next() {} };
STRATGEN_STRATEGY(S)
