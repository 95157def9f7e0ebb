#include <stratgen/strategy.hpp>

// Hold small companies in the year after a falling market, in months that follow a rise.
struct SmallCapitalizationPremium : Strategy {
  int market_window = param("market_window", 252, {126, 504, 63});
  int memory_months = param("memory_months", 12, {6, 24, 6});

  static constexpr double position_size_pct = 0.95;
  static constexpr int month_bars = 21;

  Series market_year, market_month, months_since_fall;
  int months = 1000;  // since the last month end with a fallen market; at first none is known

  void init() {
    const Series market = asset("SPY").close;
    market_year = pct_change(market, market_window);
    market_month = pct_change(market, month_bars);
    months_since_fall = each_bar([this] { return count_months(); });
  }

  double count_months() {
    if (trading_days_left_in_month() == 0) months = market_year < 0 ? 0 : months + 1;
    return months;
  }

  void next() {
    if (trading_days_left_in_month() != 0) return;
    const bool hold = months_since_fall < memory_months && market_month > 0;
    if (position) {
      if (!hold) position.close();
    } else if (hold) {
      buy({.size = position_size_pct});
    }
  }
};

STRATGEN_STRATEGY(SmallCapitalizationPremium)
