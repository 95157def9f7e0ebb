#include <stratgen/strategy.hpp>

// Members that read what stands above them, or numbers from anywhere; series that only some runs
// assign.
struct SeriesOrder : SignalStrategy {
  bool smooth = param("smooth", true);
  Series fast = sma(close, 5);
  Series spread = fast - close, again = ema(spread, 3);
  double weight = sizeof(Series);
  Series slow, never;
  int count = 3;

  void init() {
    if (smooth) slow = sma(fast, count);
    slow = close;
  }
  auto long_entry() {
    if (count > 1) return again > slow;
    return again > never;
  }
  auto long_exit() { return spread < 0; }
};

STRATGEN_STRATEGY(SeriesOrder)
