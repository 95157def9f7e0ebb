#include <stratgen/strategy.hpp>

struct LambdaReturningThis : Strategy {
  int n = param("n", 2, {1, 5, 1});

  void next() {
    auto adder = [&](auto a) { return [a, this](auto b) { return a + b + n; }; };
    if (adder(1)(2.5) > 3 && adder(close)(open) > 0) buy({.size = 1});
  }
};

STRATGEN_STRATEGY(LambdaReturningThis)
