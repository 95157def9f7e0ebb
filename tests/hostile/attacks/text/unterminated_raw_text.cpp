// expect: one-strategy
#include <stratgen/strategy.hpp>
struct S : Strategy {
  void next() { if (close > open) buy(); }
};
constexpr char t[] = R"x(
STRATGEN_STRATEGY(S)
