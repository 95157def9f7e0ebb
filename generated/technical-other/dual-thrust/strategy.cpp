#include <stratgen/strategy.hpp>

// Stand on the side of the last day that closed away from its open by part of the recent range.
struct DualThrust : Strategy {
  int range_window = param("range_window", 4, {1, 20, 1});
  double k_up = param("k_up", 0.5, {0.2, 1.0, 0.1});
  double k_down = param("k_down", 0.5, {0.2, 1.0, 0.1});

  static constexpr double position_size_pct = 0.95;

  Series range;

  void init() {
    const Series up_part = highest(high, range_window) - lowest(close, range_window);
    const Series down_part = highest(close, range_window) - lowest(low, range_window);
    range = max(up_part, down_part);
  }

  void next() {
    // The range of the bars before, which this bar is not part of.
    const double buy_line = open[0] + k_up * range[1];
    const double sell_line = open[0] - k_down * range[1];

    if (close > buy_line && !position.is_long()) {
      position.close();
      buy({.size = position_size_pct});
    } else if (close < sell_line && !position.is_short()) {
      position.close();
      sell({.size = position_size_pct});
    }
  }
};

STRATGEN_STRATEGY(DualThrust)
