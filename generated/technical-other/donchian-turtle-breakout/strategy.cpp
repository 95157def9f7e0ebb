#include <stratgen/strategy.hpp>

// Follow every close beyond the channel of the last weeks, up or down, with size and stop measured
// in N, the average true range, until the price leaves a shorter channel on the other side.
struct DonchianChannelBreakout : Strategy {
  int entry_window = param("entry_window", 20, {10, 55, 5});
  int exit_window = param("exit_window", 10, {5, 20, 5});
  int atr_window = param("atr_window", 20, {10, 40, 5});
  double stop_multiple = param("stop_multiple", 2.0, {1.0, 4.0, 0.5});
  double risk_fraction = param("risk_fraction", 0.01, {0.005, 0.02, 0.005});

  static constexpr double position_size_pct = 0.95;

  Channel entry_channel, exit_channel;
  Series N;

  void init() {
    if (exit_window >= entry_window) reject("exit_window must be below entry_window");
    entry_channel = donchian(entry_window);
    exit_channel = donchian(exit_window);
    N = atr(atr_window);
  }

  void next() {
    // The channels of the bar before, which this bar is not part of.
    const bool breakout_up = close > entry_channel.upper[1];
    const bool breakout_down = close < entry_channel.lower[1];
    const double units =
        floor(min(risk_fraction * equity() / N[0], position_size_pct * equity() / close[0]));

    if (breakout_up && !position.is_long()) {
      position.close();
      if (units >= 1) buy({.size = units, .sl = close[0] - stop_multiple * N[0]});
    } else if (breakout_down && !position.is_short()) {
      position.close();
      if (units >= 1) sell({.size = units, .sl = close[0] + stop_multiple * N[0]});
    } else if (position.is_long() && close < exit_channel.lower[1]) {
      position.close();
    } else if (position.is_short() && close > exit_channel.upper[1]) {
      position.close();
    }
  }
};

STRATGEN_STRATEGY(DonchianChannelBreakout)
