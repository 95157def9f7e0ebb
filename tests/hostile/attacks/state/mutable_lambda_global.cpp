// expect: state
#include <stratgen/strategy.hpp>
constexpr auto g = [n = 0]() mutable { return ++n; };
auto h = g;

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
