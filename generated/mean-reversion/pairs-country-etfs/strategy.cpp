#include <stratgen/strategy.hpp>

// Trade a country's fund for up to a month against six others, when it has fallen behind, or run
// ahead of, most of them.
struct PairsTradingWithCountryEtfs : Strategy {
  int formation_days = param("formation_days", 120, {60, 250, 10});
  double entry_width = param("entry_width", 1.5, {0.5, 2.5, 0.25});
  int pairs_needed = param("pairs_needed", 4, {2, 6, 1});
  int hold_days = param("hold_days", 20, {5, 60, 5});

  static constexpr double position_size_pct = 0.95;

  Series behind, ahead, mean_width;

  void init() {
    const Series a = width(asset("EWU").close), b = width(asset("IEV").close),
                 c = width(asset("EFA").close), d = width(asset("SPY").close),
                 e = width(asset("EEM").close), f = width(asset("FXI").close);
    behind =
        is_behind(a) + is_behind(b) + is_behind(c) + is_behind(d) + is_behind(e) + is_behind(f);
    ahead = is_behind(-a) + is_behind(-b) + is_behind(-c) + is_behind(-d) + is_behind(-e) +
            is_behind(-f);
    mean_width = (a + b + c + d + e + f) / 6;
  }

  // The pair's log price ratio, in deviations from its mean.
  Series width(Series partner) { return zscore(log(close / partner), formation_days); }
  Series is_behind(Series pair) { return where(pair <= -entry_width, 1.0, 0.0); }

  void next() {
    if (position) {
      const bool over = bar_index() - trades()[0].entry_bar >= hold_days - 1;
      const bool met = position.is_long() ? mean_width >= 0 : mean_width <= 0;
      if (over || met) position.close();
    } else if (behind >= pairs_needed) {
      buy({.size = position_size_pct});
    } else if (ahead >= pairs_needed) {
      sell({.size = position_size_pct});
    }
  }
};

STRATGEN_STRATEGY(PairsTradingWithCountryEtfs)
