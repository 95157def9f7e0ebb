#include <stratgen/strategy.hpp>

struct Parametrised : SignalStrategy {
  double level = param("level", 30.0, {20, 40, 10});
  double risk = param("risk", 0.03);
  Series r = rsi(close, 7);
  auto long_entry() { return r < level; }
  auto long_exit() { return r > 100 - level; }
  double stop_loss() { return risk; }
};

STRATGEN_STRATEGY(Parametrised)
