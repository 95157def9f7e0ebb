#include <stratgen/strategy.hpp>

constexpr auto cube = [](double x) { return x * x * x; };

struct ConstexprLambdas : Strategy {

  void next() {
    constexpr auto square = [](double x) { return x * x; };
    constexpr auto twice = [](int n) constexpr noexcept -> int { return 2 * n; };
    static_assert(twice(2) == 4);
    if (square(3) == 9 && cube(2) == 8 && [] { return true; }()) buy();
  }
};

STRATGEN_STRATEGY(ConstexprLambdas)
