#include <stratgen/strategy.hpp>

// Hold the utilities fund while it is one of the calmest of eight sector funds, cash otherwise.
struct LowVolatilityEffectInStocks : Strategy {
  int vol_window = param("vol_window", 252, {126, 756, 126});
  int low_count = param("low_count", 3, {1, 4, 1});

  static constexpr double position_size_pct = 0.95;
  static constexpr int other_count = 7;

  Series own_vol;
  std::array<Series, other_count> other_vols;

  void init() {
    own_vol = realized_volatility(close, vol_window);
    other_vols = {realized_volatility(asset("XLP").close, vol_window),
                  realized_volatility(asset("XLV").close, vol_window),
                  realized_volatility(asset("XLI").close, vol_window),
                  realized_volatility(asset("XLF").close, vol_window),
                  realized_volatility(asset("XLE").close, vol_window),
                  realized_volatility(asset("XLK").close, vol_window),
                  realized_volatility(asset("XLY").close, vol_window)};
  }

  void next() {
    if (trading_days_left_in_month() != 0) return;
    int calmer = 0;
    for (const Series& other_vol : other_vols) {
      if (other_vol < own_vol) ++calmer;
    }
    const bool low = calmer < low_count;
    if (position) {
      if (!low) position.close();
    } else if (low) {
      buy({.size = position_size_pct});
    }
  }
};

STRATGEN_STRATEGY(LowVolatilityEffectInStocks)
