#include <stratgen/strategy.hpp>

// Hold gold in the months after bonds have grown dearer against stocks than over the year.
struct GoldMarketTiming : Strategy {
  int average_window = param("average_window", 252, {126, 504, 63});

  static constexpr double position_size_pct = 0.95;

  Series relative_value, usual_value;

  void init() {
    relative_value = asset("IEF").close / asset("SPY").close;
    usual_value = sma(relative_value, average_window);
  }

  void next() {
    if (trading_days_left_in_month() != 0) return;
    const bool stocks_cheap = relative_value > usual_value;
    if (position) {
      if (!stocks_cheap) position.close();
    } else if (stocks_cheap) {
      buy({.size = position_size_pct});
    }
  }
};

STRATGEN_STRATEGY(GoldMarketTiming)
