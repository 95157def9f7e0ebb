// expect: exit 4
#include <stratgen/strategy.hpp>
template <> constexpr auto stratgen::max<int, int>(const int& a, const int& b) { return a; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
