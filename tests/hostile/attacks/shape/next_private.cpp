// expect: strategy-shape
#include <stratgen/strategy.hpp>
class S : public Strategy { void next() {} };
STRATGEN_STRATEGY(S)
