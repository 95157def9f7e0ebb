#include <stratgen/strategy.hpp>

// Hold the technology fund while sectors of high return on assets beat those of a low one.
struct ReturnOnAssetsEffect : Strategy {
  int spread_window = param("spread_window", 252, {126, 504, 63});
  double entry_t = param("entry_t", 0.5, {0.0, 1.5, 0.25});

  static constexpr double position_size_pct = 0.95;

  Series spread_t;

  void init() {
    const Series high_roa =
        (daily(close) + daily(asset("XLV").close) + daily(asset("XLP").close)) / 3;
    const Series low_roa =
        (daily(asset("XLF").close) + daily(asset("XLU").close) + daily(asset("IYR").close)) / 3;
    const Series spread = high_roa - low_roa;
    spread_t = sma(spread, spread_window) / stdev(spread, spread_window) * sqrt(spread_window);
  }

  Series daily(Series price) { return pct_change(price, 1); }

  void next() {
    if (trading_days_left_in_month() != 0) return;
    if (position) {
      if (spread_t < 0) position.close();
    } else if (spread_t > entry_t) {
      buy({.size = position_size_pct});
    }
  }
};

STRATGEN_STRATEGY(ReturnOnAssetsEffect)
