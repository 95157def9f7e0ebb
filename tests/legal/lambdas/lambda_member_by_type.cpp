#include <stratgen/strategy.hpp>

struct LambdaMemberByType : Strategy {
  static constexpr auto compare = [](double a, double b) { return a > b; };

  void next() {
    if (compare(close, open)) buy();
  }
};

STRATGEN_STRATEGY(LambdaMemberByType)
