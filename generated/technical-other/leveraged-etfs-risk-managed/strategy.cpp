#include <stratgen/strategy.hpp>

// Hold the doubled index fund while the index itself stands above its long moving average.
struct LeveragedEtfsWithSystematicRiskManagement : Strategy {
  int trend_window = param("trend_window", 200, {10, 250, 10});

  static constexpr double position_size_pct = 0.95;

  Series market, trend_ma;

  void init() {
    market = asset("SPY").close;
    trend_ma = sma(market, trend_window);
  }

  void next() {
    if (position) {
      if (market < trend_ma) position.close();
    } else if (market > trend_ma) {
      buy({.size = position_size_pct});
    }
  }
};

STRATGEN_STRATEGY(LeveragedEtfsWithSystematicRiskManagement)
