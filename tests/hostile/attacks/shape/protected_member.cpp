// expect: strategy-shape
#include <stratgen/strategy.hpp>
struct S : Strategy {
 protected:
  int n = 0;
 public:
  void next() {}
};
STRATGEN_STRATEGY(S)
