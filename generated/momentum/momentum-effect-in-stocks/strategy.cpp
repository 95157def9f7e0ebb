#include <stratgen/strategy.hpp>

// Every month-end at which the stock ranks among the winners opens one part of the position; each
// part lives for holding_months months, so that several of them overlap.
struct MomentumEffectInStocks : Strategy {
  int lookback = param("lookback", 126, {63, 252, 21});
  int holding_months = param("holding_months", 6, {3, 12, 1});
  int held_ranks = param("held_ranks", 2, {1, 4, 1});

  static constexpr double position_size_pct = 0.95;
  static constexpr int most_months = 12;

  Series own_return, rivals_above, parts;
  List<int, most_months> selections;  // 1 or 0 for each of the last month-ends, oldest first
  double last_parts = sqrt(-1.0);     // none yet
  double held_parts = 0.0;

  void init() {
    own_return = pct_change(close, lookback);
    rivals_above = above(asset("JPM").close) + above(asset("XOM").close) +
                   above(asset("JNJ").close) + above(asset("PG").close) +
                   above(asset("WMT").close) + above(asset("DIS").close) +
                   above(asset("BA").close);
    parts = each_bar([this] {
      if (trading_days_left_in_month() == 0 && !isnan(own_return[0])) take_month_end();
      return last_parts;
    });
  }

  // 1 where the rival's return is above the traded stock's.
  Series above(Series rival) {
    return where(pct_change(rival, lookback) > own_return, 1.0, 0.0);
  }

  void take_month_end() {
    if (selections.size() == holding_months) selections.pop_front();
    selections.push_back(rivals_above < held_ranks ? 1 : 0);
    if (selections.size() < holding_months) return;
    last_parts = 0.0;
    for (const int selection : selections) last_parts += selection;
  }

  void next() {
    if (trading_days_left_in_month() != 0 || parts == held_parts) return;
    held_parts = parts[0];
    const double exposure = position_size_pct * held_parts / holding_months;
    const double target_units = floor(exposure * equity() / close[0]);
    const double delta = target_units - position.size;
    if (target_units == 0) {
      position.close();
    } else if (delta > 0) {
      buy({.size = delta});
    } else if (delta < 0) {
      sell({.size = -delta});  // sells part of the long position
    }
  }
};

STRATGEN_STRATEGY(MomentumEffectInStocks)
