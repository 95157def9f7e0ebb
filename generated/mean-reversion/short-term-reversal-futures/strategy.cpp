#include <stratgen/strategy.hpp>

// After a week of a large move on rising volume, stand against it for a week.
struct ShortTermReversalWithFutures : Strategy {
  int rank_window = param("rank_window", 252, {126, 504, 126});
  double move_rank = param("move_rank", 0.5, {0.0, 0.9, 0.1});
  double volume_rank = param("volume_rank", 0.5, {0.0, 0.9, 0.1});

  static constexpr double position_size_pct = 0.95;
  static constexpr int week = 5;

  Series week_return, size_of_move, volume_change;

  void init() {
    week_return = pct_change(close, week);
    size_of_move = rank(abs(week_return), rank_window);
    volume_change = rank(pct_change(sum(volume, week), week), rank_window);
  }

  void next() {
    if (trading_days_left_in_week() != 0) return;
    const bool active = size_of_move >= move_rank && volume_change >= volume_rank;
    const bool fallen = active && week_return < 0;
    const bool risen = active && week_return > 0;
    if (position.is_long() && !fallen) position.close();
    if (position.is_short() && !risen) position.close();
    if (fallen && !position.is_long()) buy({.size = position_size_pct});
    if (risen && !position.is_short()) sell({.size = position_size_pct});
  }
};

STRATGEN_STRATEGY(ShortTermReversalWithFutures)
