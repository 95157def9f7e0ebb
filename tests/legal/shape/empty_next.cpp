#include <stratgen/strategy.hpp>
struct Nothing : Strategy { void next() {} };
STRATGEN_STRATEGY(Nothing)
