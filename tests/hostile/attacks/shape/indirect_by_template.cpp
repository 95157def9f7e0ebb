// expect: exit 4
#include <stratgen/strategy.hpp>
template <class T> struct Base : Strategy { void next() {} };
struct S : Base<int> {};
STRATGEN_STRATEGY(S)
