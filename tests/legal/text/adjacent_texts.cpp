#include <stratgen/strategy.hpp>
struct S : Strategy { void next() { if (close > open) buy({.tag = "break" "out"}); } };
STRATGEN_STRATEGY(S)
