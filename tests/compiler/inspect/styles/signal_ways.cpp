#include <stratgen/strategy.hpp>

namespace mine {

template <class A, class B>
auto both(const A& a, const B& b) {
  return a && b;
}

struct SignalWays : SignalStrategy {
  Series fast, slow;
  void init() {
    fast = sma(close, 10);
    slow = ema(close, 40);
  }
  auto calm() { return atr(14) / close < 0.05; }
  auto long_entry() {
    const Series strength = rsi(close, 14);
    return both(crossover(fast, slow), !(strength > 80)) && calm();
  }
  auto long_exit() { return fast < slow || close < shift(close, 5) * 0.9; }
  auto short_entry() { return crossunder(fast, slow) && volume >= 0; }
  auto short_exit() {
    auto up = close > slow;
    return up;
  }
  double size() { return 0.5; }
  double stop_loss() { return 0.08; }
};

}  // namespace mine
STRATGEN_STRATEGY(mine::SignalWays)
