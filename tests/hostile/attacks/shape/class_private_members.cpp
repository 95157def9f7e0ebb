// expect: strategy-shape
#include <stratgen/strategy.hpp>
class S : public Strategy {
  int n = 3;
 public:
  void next() {}
};
STRATGEN_STRATEGY(S)
