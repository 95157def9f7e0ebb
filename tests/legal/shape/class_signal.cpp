#include <stratgen/strategy.hpp>

class Dip : public stratgen::SignalStrategy {
public:
  Series strength;
  void init() { strength = rsi(close, 5); }
  auto long_entry() { return strength < 40; }
  auto long_exit() { return strength > 60; }
};
STRATGEN_STRATEGY(Dip)
