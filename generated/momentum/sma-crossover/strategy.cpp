#include <stratgen/strategy.hpp>

// Hold the index fund from the bar on which the fast average of the closes crosses above the slow
// one to the bar on which it crosses back below.
struct MovingAverageCrossover : SignalStrategy {
  int fast = param("fast", 20, {1, 50, 1});
  int slow = param("slow", 50, {50, 200, 10});

  static constexpr double position_size_pct = 0.95;

  Series fast_ma, slow_ma;

  void init() {
    if (fast >= slow) reject("fast must be below slow");
    fast_ma = sma(close, fast);
    slow_ma = sma(close, slow);
  }

  auto long_entry() { return crossover(fast_ma, slow_ma); }
  auto long_exit() { return crossover(slow_ma, fast_ma); }
  double size() { return position_size_pct; }
};

STRATGEN_STRATEGY(MovingAverageCrossover)
