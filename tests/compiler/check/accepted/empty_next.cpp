#include <stratgen/strategy.hpp>

struct Idle : Strategy { void next() {} };
STRATGEN_STRATEGY(Idle)
