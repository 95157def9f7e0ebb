#include <stratgen/strategy.hpp>

struct EachBarCondition : SignalStrategy {
  int n = 0;
  Series streak;
  auto long_entry() { return streak >= 3; }
  auto long_exit() { return streak == 0; }

  void init() {
    streak = each_bar([this] { n = close > open ? n + 1 : 0; return n; });
  }
};

STRATGEN_STRATEGY(EachBarCondition)
