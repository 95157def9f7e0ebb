#include <stratgen/strategy.hpp>
struct Bare : Strategy {
  void next() {
    if (close > close[1]) buy();
    else position.close();
  }
};
STRATGEN_STRATEGY(Bare)
