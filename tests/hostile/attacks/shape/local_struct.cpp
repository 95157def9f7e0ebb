// expect: exit 4
#include <stratgen/strategy.hpp>
void f() { struct S : Strategy { void next() {} }; }
STRATGEN_STRATEGY(S)
