#include <stratgen/strategy.hpp>

struct [[nodiscard]] Outcome { double value; };
[[nodiscard("use it")]] static int twice(int x) { return 2 * x; }
[[maybe_unused]] constexpr int spare = 3;

struct Attributes : Strategy {
  [[maybe_unused]] double unused = 0;
  void next() {
    [[maybe_unused]] const Outcome o{1};
    if (close > open) [[likely]] buy();
    else [[unlikely]] position.close();
    switch (twice(2)) {
      case 1: unused = 1; [[fallthrough]];
      case 2: unused = 2; break;
    }
  }
};
STRATGEN_STRATEGY(Attributes)
