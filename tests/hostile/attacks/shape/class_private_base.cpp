// expect: strategy-shape
#include <stratgen/strategy.hpp>
class S : Strategy {
 public:
  void next() {}
};
STRATGEN_STRATEGY(S)
