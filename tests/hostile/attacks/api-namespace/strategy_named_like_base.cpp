// expect: exit 4
#include <stratgen/strategy.hpp>
struct Strategy : stratgen::Strategy { void next() {} };
STRATGEN_STRATEGY(Strategy)
