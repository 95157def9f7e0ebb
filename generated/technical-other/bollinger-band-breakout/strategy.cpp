#include <stratgen/strategy.hpp>

// After the narrowest bands of half a year, buy a close above the upper band and hold until one
// below the lower.
struct BollingerBandBreakoutAndSqueeze : Strategy {
  int band_window = param("band_window", 20, {10, 50, 5});
  double band_width = param("band_width", 2.0, {1.5, 2.5, 0.25});
  int squeeze_window = param("squeeze_window", 126, {63, 252, 21});
  int squeeze_memory = param("squeeze_memory", 10, {0, 30, 5});

  static constexpr double position_size_pct = 0.95;

  Bands bands;
  Series bars_after_squeeze;

  void init() {
    bands = bbands(close, band_window, band_width, band_width);
    const Series bandwidth = (bands.upper - bands.lower) / bands.middle;
    bars_after_squeeze = bars_since(bandwidth <= lowest(bandwidth, squeeze_window));
  }

  void next() {
    if (position) {
      if (close < bands.lower) position.close();
    } else if (close > bands.upper && bars_after_squeeze <= squeeze_memory) {
      buy({.size = position_size_pct});
    }
  }
};

STRATGEN_STRATEGY(BollingerBandBreakoutAndSqueeze)
