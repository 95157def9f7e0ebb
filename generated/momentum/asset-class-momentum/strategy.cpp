#include <stratgen/strategy.hpp>

// Hold US stocks in the months after they ranked among the strongest of five asset classes, by the
// mean of their returns over several horizons.
struct AssetClassMomentumRotation : Strategy {
  int longest_months = param("longest_months", 12, {3, 12, 3});
  int held_ranks = param("held_ranks", 3, {1, 4, 1});

  static constexpr double position_size_pct = 0.95;
  static constexpr int month_bars = 21;

  Series own_strength, rivals_above;

  void init() {
    own_strength = strength(close);
    rivals_above = above(asset("EFA").close) + above(asset("IEF").close) +
                   above(asset("VNQ").close) + above(asset("DBC").close);
  }

  // Mean return over those of the horizons of 1, 3, 6, 9 and 12 months that are allowed.
  Series strength(Series price) {
    Series total = pct_change(price, month_bars);
    double horizons = 1.0;
    for (int months = 3; months <= longest_months; months += 3) {
      total = total + pct_change(price, months * month_bars);
      horizons += 1.0;
    }
    return total / horizons;
  }

  // 1 where the rival is stronger than the traded asset.
  Series above(Series rival) { return where(strength(rival) > own_strength, 1.0, 0.0); }

  void next() {
    if (trading_days_left_in_month() != 0) return;
    const bool selected = rivals_above < held_ranks;
    if (position) {
      if (!selected) position.close();
    } else if (selected) {
      buy({.size = position_size_pct});
    }
  }
};

STRATGEN_STRATEGY(AssetClassMomentumRotation)
