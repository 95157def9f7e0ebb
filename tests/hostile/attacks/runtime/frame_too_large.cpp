// expect: frame-size
#include <stratgen/strategy.hpp>
struct S : Strategy { void next() { double v[400000]; v[bar_index()] = close; double s = 0; for (double e : v) s += e; if (s > 3) buy(); } };
STRATGEN_STRATEGY(S)
