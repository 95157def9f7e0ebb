#include <stratgen/strategy.hpp>
struct S : Strategy { void next() { if (close > open) buy({.tag = "größer"}); for (auto t : trades()) if (t.tag == "größer") t.close(0.5); } };
STRATGEN_STRATEGY(S)
