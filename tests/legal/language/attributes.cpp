#include <stratgen/strategy.hpp>

struct Attributes : Strategy {
  int n = 0;
  [[nodiscard]] double level() const { return close; }
  [[maybe_unused]] double spare = 0;

  void next() {
    [[maybe_unused]] int unused = 3;
    if (close > open) [[likely]] { buy({.size = 1}); } else [[unlikely]] { position.close(); }
    switch (bar_index() % 2) { [[likely]] case 0: ++n; [[fallthrough]]; default: --n; }
    (void)level();
  }
};

STRATGEN_STRATEGY(Attributes)
