#include <stratgen/strategy.hpp>

// Hold the Germany fund while its price, against its average of ten years, is among the lowest of six
// funds; looked at once a quarter.
struct CapeValueEffectWithinCountries : Strategy {
  int average_years = param("average_years", 10, {5, 10, 1});
  int cheap_count = param("cheap_count", 2, {1, 3, 1});
  int rebalance_months = param("rebalance_months", 3, {1, 12, 1});

  static constexpr double position_size_pct = 0.95;
  static constexpr int year_bars = 252;

  Series own_ratio, cheaper;

  Series ratio(Series price) { return price / sma(price, average_years * year_bars); }
  Series is_cheaper(Series rival) { return where(ratio(rival) < own_ratio, 1.0, 0.0); }

  void init() {
    own_ratio = ratio(close);
    cheaper = is_cheaper(asset("EWU").close) + is_cheaper(asset("FXI").close) +
              is_cheaper(asset("EEM").close) + is_cheaper(asset("IEV").close) +
              is_cheaper(asset("SPY").close);
  }

  void next() {
    if (trading_days_left_in_month() != 0 || date().month % rebalance_months != 0) return;
    const bool cheap = cheaper < cheap_count;
    if (position) {
      if (!cheap) position.close();
    } else if (cheap) {
      buy({.size = position_size_pct});
    }
  }
};

STRATGEN_STRATEGY(CapeValueEffectWithinCountries)
