#include <stratgen/strategy.hpp>
struct S : Strategy { void next() { if (close > open) buy({.tag = R"(a\b"c)"}); } };
STRATGEN_STRATEGY(S)
