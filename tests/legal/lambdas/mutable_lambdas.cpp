#include <stratgen/strategy.hpp>

struct MutableLambdas : Strategy {
  int last = 0;

  void next() {
    auto count = [n = 0]() mutable { return ++n; };
    for (int i = 0; i < 5; ++i) last = count();
    if (last == 5 && close > open) buy();
  }
};

STRATGEN_STRATEGY(MutableLambdas)
