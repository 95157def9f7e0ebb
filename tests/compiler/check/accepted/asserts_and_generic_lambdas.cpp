#include <stratgen/strategy.hpp>

static_assert(sizeof(double) == 8, "prices are doubles");

struct Asserts : Strategy {
  static_assert(1 + 1 == 2, "in a struct, too");
  void next() {
    static_assert(sizeof(int) == 4);
    auto add = [](auto x) { return [x](auto y) { return x + y; }; };
    if (add(1)(2.5) > 3) buy();
  }
};
STRATGEN_STRATEGY(Asserts)
