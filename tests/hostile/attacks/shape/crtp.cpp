// expect: exit 4
#include <stratgen/strategy.hpp>
template <class T> struct Base : Strategy {};
struct S : Base<S> { void next() {} };
STRATGEN_STRATEGY(S)
