#include <stratgen/strategy.hpp>

// Buy the index fund when the VIX is extreme against its own past, and hold until some time has
// gone by without such an extreme.
struct VixPredictsStockIndexReturns : Strategy {
  int rank_window = param("rank_window", 504, {252, 1260, 252});
  double high_rank = param("high_rank", 0.9, {0.8, 0.98, 0.02});
  int hold_days = param("hold_days", 20, {5, 60, 5});

  static constexpr double position_size_pct = 0.95;

  Series vix_rank, since_high;

  void init() {
    vix_rank = rank(asset("VIX").close, rank_window);
    since_high = bars_since(vix_rank >= high_rank);
  }

  void next() {
    if (position) {
      if (since_high >= hold_days) position.close();
    } else if (vix_rank >= high_rank) {
      buy({.size = position_size_pct});
    }
  }
};

STRATGEN_STRATEGY(VixPredictsStockIndexReturns)
