#include <stratgen/strategy.hpp>

// Hold dollars against francs while Treasury bills pay enough and the stock market is not in fear.
struct ForexCarryTrade : Strategy {
  int rate_window = param("rate_window", 63, {21, 252, 21});
  double min_rate = param("min_rate", 0.01, {0.0, 0.03, 0.005});
  int vix_limit = param("vix_limit", 25, {15, 40, 1});

  static constexpr double position_size_pct = 0.95;
  static constexpr double bars_per_year = 252;

  Series dollar_rate, vix;

  void init() {
    dollar_rate = pct_change(asset("BIL").close, rate_window) * bars_per_year / rate_window;
    vix = asset("VIX").close;
  }

  void next() {
    if (trading_days_left_in_week() != 0) return;
    const bool carry = dollar_rate > min_rate && vix < vix_limit;
    if (position) {
      if (!carry) position.close();
    } else if (carry) {
      buy({.size = position_size_pct});
    }
  }
};

STRATGEN_STRATEGY(ForexCarryTrade)
