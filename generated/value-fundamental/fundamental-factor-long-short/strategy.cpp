#include <stratgen/strategy.hpp>

// Long the energy fund while value and momentum together rank it high among eight sectors, short while
// they rank it low.
struct FundamentalFactorLongShort : Strategy {
  int value_window = param("value_window", 1260, {756, 1260, 252});
  int momentum_window = param("momentum_window", 252, {126, 252, 63});
  double entry_score = param("entry_score", 0.25, {0.1, 0.6, 0.05});

  static constexpr double position_size_pct = 0.5;
  static constexpr int rival_count = 7;
  static constexpr int skip_bars = 21;
  static constexpr int average_bars = 252;

  Series own_value, own_momentum, value_wins, momentum_wins;

  // The price of about value_window bars ago, averaged over a year, against the price now.
  Series value(Series price) { return log(shift(sma(price, average_bars), value_window - average_bars / 2) / price); }
  Series momentum(Series price) { return shift(price, skip_bars) / shift(price, momentum_window) - 1; }
  Series beats_value(Series rival) { return where(own_value > value(rival), 1.0, 0.0); }
  Series beats_momentum(Series rival) { return where(own_momentum > momentum(rival), 1.0, 0.0); }

  void init() {
    own_value = value(close);
    own_momentum = momentum(close);
    const Series xlb = asset("XLB").close, xlf = asset("XLF").close, xli = asset("XLI").close,
                 xlk = asset("XLK").close, xlp = asset("XLP").close, xlu = asset("XLU").close,
                 xlv = asset("XLV").close;
    value_wins = beats_value(xlb) + beats_value(xlf) + beats_value(xli) + beats_value(xlk) +
                 beats_value(xlp) + beats_value(xlu) + beats_value(xlv);
    momentum_wins = beats_momentum(xlb) + beats_momentum(xlf) + beats_momentum(xli) +
                    beats_momentum(xlk) + beats_momentum(xlp) + beats_momentum(xlu) +
                    beats_momentum(xlv);
  }

  void next() {
    if (trading_days_left_in_month() != 0) return;
    const double score = (value_wins + momentum_wins) / rival_count - 1;
    if (position.is_long() && score < 0) position.close();
    if (position.is_short() && score > 0) position.close();
    if (score > entry_score && !position.is_long()) buy({.size = position_size_pct});
    if (score < -entry_score && !position.is_short()) sell({.size = position_size_pct});
  }
};

STRATGEN_STRATEGY(FundamentalFactorLongShort)
