#include <stratgen/strategy.hpp>

// Hold the energy fund while its price is above the Ichimoku cloud and the fast line above the slow.
struct IchimokuCloudsInTheEnergySector : Strategy {
  int tenkan_window = param("tenkan_window", 9, {5, 15, 1});
  int kijun_window = param("kijun_window", 26, {20, 40, 2});
  int span_b_window = param("span_b_window", 52, {40, 80, 4});

  static constexpr double position_size_pct = 0.95;

  Series tenkan, kijun, cloud_top;

  void init() {
    if (tenkan_window >= kijun_window) reject("tenkan_window must be below kijun_window");
    if (kijun_window >= span_b_window) reject("kijun_window must be below span_b_window");
    const Ichimoku lines = ichimoku(tenkan_window, kijun_window, span_b_window);
    tenkan = lines.tenkan;
    kijun = lines.kijun;
    // The cloud that stands at a bar was computed kijun_window bars before.
    const Series span_a = shift(lines.span_a, kijun_window);
    const Series span_b = shift(lines.span_b, kijun_window);
    cloud_top = max(span_a, span_b);
  }

  void next() {
    const bool lagging_span_clear = close[0] > high[kijun_window];
    if (position) {
      if (close < cloud_top || tenkan < kijun) position.close();
    } else if (close > cloud_top && tenkan > kijun && lagging_span_clear) {
      buy({.size = position_size_pct});
    }
  }
};

STRATGEN_STRATEGY(IchimokuCloudsInTheEnergySector)
