// expect: exit 5, "never assigned"
#include <stratgen/strategy.hpp>

struct S : SignalStrategy {
  Asset vix;
  bool late = param("late", false);
  void init() { if (late) vix = asset("TEST"); }
  auto long_entry() { return vix.close > 1; }
};
STRATGEN_STRATEGY(S)
