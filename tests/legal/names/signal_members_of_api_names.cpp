#include <stratgen/strategy.hpp>

struct SignalMembersOfApiNames : SignalStrategy {
  Series ma, low_band;
  int orders = 0, equity = 0, trades = 0;
  auto long_entry() { return close > ma; }
  auto long_exit() { return close < ma; }
  int buy(int n) { return n; }
  int sell(int n) { return n; }

  void init() {
    ma = sma(close, 5);
  }
};

STRATGEN_STRATEGY(SignalMembersOfApiNames)
