// expect: one-strategy
#include <stratgen/strategy.hpp>
template <int N> struct T : Strategy { void next() {} };
STRATGEN_STRATEGY(T<3>)
