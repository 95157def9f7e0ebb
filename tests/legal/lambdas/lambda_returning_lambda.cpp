#include <stratgen/strategy.hpp>

struct LambdaReturningLambda : Strategy {

  void next() {
    auto adder = [](double a) { return [a](double b) { return a + b; }; };
    auto plus = adder(close);
    if (plus(1) > open) buy();
  }
};

STRATGEN_STRATEGY(LambdaReturningLambda)
