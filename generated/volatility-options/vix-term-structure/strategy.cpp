#include <stratgen/strategy.hpp>

// Be short the note on VIX futures while it loses more than the VIX accounts for, that is while the
// futures curve rises, and long while it gains more.
struct ExploitingTheTermStructureOfVixFutures : Strategy {
  int roll_window = param("roll_window", 21, {10, 63, 1});
  double entry_roll = param("entry_roll", 0.001, {0.0, 0.003, 0.0005});
  double exit_roll = param("exit_roll", 0.0005, {0.0, 0.002, 0.0005});

  static constexpr double position_size_pct = 0.25;

  Series roll;

  void init() {
    if (exit_roll > entry_roll) reject("exit_roll must not exceed entry_roll");
    const Series vix = asset("VIX").close;
    const Series vxx_return = log(close / shift(close, 1));
    const Series vix_return = log(vix / shift(vix, 1));
    const Series response =
        covariance(vxx_return, vix_return, roll_window) / pow(stdev(vix_return, roll_window), 2);
    roll = sma(vxx_return, roll_window) - response * sma(vix_return, roll_window);
  }

  void next() {
    if (roll < -entry_roll && !position.is_short()) {
      position.close();
      sell({.size = position_size_pct});
    } else if (roll > entry_roll && !position.is_long()) {
      position.close();
      buy({.size = position_size_pct});
    } else if (position.is_short() && roll > -exit_roll) {
      position.close();
    } else if (position.is_long() && roll < exit_roll) {
      position.close();
    }
  }
};

STRATGEN_STRATEGY(ExploitingTheTermStructureOfVixFutures)
