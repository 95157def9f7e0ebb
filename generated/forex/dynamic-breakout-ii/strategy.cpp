#include <stratgen/strategy.hpp>

// Follow breakouts beyond bands and extremes of a span that grows with volatility, and leave at the
// middle of the bands.
struct DynamicBreakoutII : Strategy {
  int vol_window = param("vol_window", 30, {20, 60, 5});
  int floor_window = param("floor_window", 20, {10, 30, 5});
  int ceiling_window = param("ceiling_window", 60, {40, 100, 10});
  double band_width = param("band_width", 2.0, {1.0, 3.0, 0.25});

  static constexpr double position_size_pct = 0.95;

  Series volatility, look_back, middle, deviation, buy_point, sell_point;
  double current_look_back = 0.0;

  void init() {
    if (floor_window >= ceiling_window) reject("floor_window must be below ceiling_window");
    volatility = stdev(close, vol_window);
    current_look_back = floor_window;
    look_back = each_bar([this] { return next_look_back(); });
    middle = each_bar([this] { return mean_close(); });
    deviation = each_bar([this] { return deviation_of_closes(); });
    buy_point = each_bar([this] {
      double highest_high = high[0];
      for (int i = 1; i < look_back; ++i) highest_high = max(highest_high, high[i]);
      return highest_high;
    });
    sell_point = each_bar([this] {
      double lowest_low = low[0];
      for (int i = 1; i < look_back; ++i) lowest_low = min(lowest_low, low[i]);
      return lowest_low;
    });
  }

  double next_look_back() {
    const double change = (volatility[0] - volatility[1]) / volatility[0];
    if (!isnan(change)) {
      current_look_back =
          clamp(round(current_look_back * (1 + change)), floor_window, ceiling_window);
    }
    return current_look_back;
  }

  double mean_close() {
    double total = 0.0;
    for (int i = 0; i < look_back; ++i) total += close[i];
    return total / look_back;
  }

  double deviation_of_closes() {
    double total = 0.0;
    for (int i = 0; i < look_back; ++i) total += pow(close[i] - middle, 2);
    return sqrt(total / look_back);
  }

  void next() {
    if (position.is_long() && close < middle) position.close();
    if (position.is_short() && close > middle) position.close();

    if (!position.is_long() && close > middle + band_width * deviation) {
      buy({.size = position_size_pct, .stop = buy_point, .good_for = 1});
    }
    if (!position.is_short() && close < middle - band_width * deviation) {
      sell({.size = position_size_pct, .stop = sell_point, .good_for = 1});
    }
  }
};

STRATGEN_STRATEGY(DynamicBreakoutII)
