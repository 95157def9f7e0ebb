#include <stratgen/strategy.hpp>

struct LambdaInCondition : Strategy {
  int n = 0;

  void next() {
    if ([&] { return close > open; }() && bar_index() % 2) buy();
    while ([&] { return n < 3; }()) ++n;
  }
};

STRATGEN_STRATEGY(LambdaInCondition)
