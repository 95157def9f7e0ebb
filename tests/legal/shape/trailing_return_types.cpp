#include <stratgen/strategy.hpp>
struct T : Strategy {
  auto spread() const -> double { return high - low; }
  auto init() -> void {}
  auto next() -> void { if (spread() > 0.5) buy(); }
};
STRATGEN_STRATEGY(T)
