// expect: compile
#include <stratgen/strategy.hpp>
struct S : Strategy { double a[-1]; void next() {} };
STRATGEN_STRATEGY(S)
