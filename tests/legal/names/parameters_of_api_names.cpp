#include <stratgen/strategy.hpp>

struct ParametersOfApiNames : Strategy {
  double blend(double open, double close, int rank) const { return open + close + rank; }

  void next() {
    if (blend(1, 2, 3) > 0) buy();
  }
};

STRATGEN_STRATEGY(ParametersOfApiNames)
