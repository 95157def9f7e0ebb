#include <stratgen/strategy.hpp>

// Early in the life of a move: long a winner that is little traded, short a loser that is much traded.
struct CombiningMomentumWithVolume : Strategy {
  int lookback = param("lookback", 126, {63, 252, 21});
  int volume_window = param("volume_window", 756, {252, 1260, 126});
  double volume_share = param("volume_share", 0.5, {0.3, 0.5, 0.05});

  static constexpr double position_size_pct = 0.95;

  Series own_return, market_return, volume_rank;

  void init() {
    own_return = pct_change(close, lookback);
    market_return = pct_change(asset("SPY").close, lookback);
    volume_rank = rank(sma(volume, lookback), volume_window);
  }

  void next() {
    if (trading_days_left_in_month() != 0) return;
    const bool early_winner = own_return > market_return && volume_rank <= volume_share;
    const bool early_loser = own_return < market_return && volume_rank > 1 - volume_share;
    if (position.is_long() && !early_winner) position.close();
    if (position.is_short() && !early_loser) position.close();
    if (early_winner && !position.is_long()) {
      buy({.size = position_size_pct});
    } else if (early_loser && !position.is_short()) {
      sell({.size = position_size_pct});
    }
  }
};

STRATGEN_STRATEGY(CombiningMomentumWithVolume)
