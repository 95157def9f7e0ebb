#include <stratgen/strategy.hpp>

// Loops over series, an array and a List on every bar: a regression by hand over the last closes,
// a vote of the last slopes, and how often each weekday saw one that rises.
struct InnerLoops : Strategy {
  int window = param("window", 20, {10, 60, 5});
  double needed = param("needed", 0.75, {0.5, 1.0, 0.05});

  static constexpr int kept = 12;
  static constexpr int days = 5;

  List<double, kept> slopes;
  int rising_on[days] = {};

  double slope() {
    double sum = 0;
    for (int i = 0; i < window; ++i) sum += close[i];
    const double mean = sum / window, middle = (window - 1) / 2.0;
    double above = 0, below = 0;
    for (int i = 0; i < window; ++i) {
      const double x = middle - i;
      above += x * (close[i] - mean);
      below += x * x;
    }
    return above / below;
  }

  double share_rising() {
    int count = 0;
    for (const double each : slopes) count += each > 0;
    return static_cast<double>(count) / kept;
  }

  int busiest() {
    int best = 0;
    for (int day = 1; day < days; ++day)
      if (rising_on[day] > rising_on[best]) best = day;
    return best;
  }

  void next() {
    if (slopes.size() == kept) slopes.pop_front();
    slopes.push_back(slope());
    if (slopes.back() > 0) ++rising_on[bar_index() % days];
    const double share = share_rising();
    if (!position && share >= needed && bar_index() % days == busiest())
      buy({.size = 0.9});
    else if (position && share <= 1 - needed)
      position.close();
  }
};

STRATGEN_STRATEGY(InnerLoops)
