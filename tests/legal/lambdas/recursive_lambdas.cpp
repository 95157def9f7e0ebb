#include <stratgen/strategy.hpp>

struct RecursiveLambdas : Strategy {

  void next() {
    auto fib = [](auto self, int n) -> int { return n < 2 ? n : self(self, n - 1) + self(self, n - 2); };
    if (fib(fib, 7) == 13) buy();
  }
};

STRATGEN_STRATEGY(RecursiveLambdas)
