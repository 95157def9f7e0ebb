#include <stratgen/strategy.hpp>

// Hold the index fund from November to April and cash from May to October.
struct HalloweenIndicator : Strategy {
  int entry_month = param("entry_month", 11, {9, 12, 1});
  int exit_month = param("exit_month", 5, {4, 6, 1});

  static constexpr double position_size_pct = 0.95;
  static constexpr int months_in_year = 12;

  void next() {
    if (trading_days_left_in_month() != 0) return;
    const int next_month = date().month % months_in_year + 1;
    const bool winter = next_month >= entry_month || next_month < exit_month;
    if (position) {
      if (!winter) position.close();
    } else if (winter) {
      buy({.size = position_size_pct});
    }
  }
};

STRATGEN_STRATEGY(HalloweenIndicator)
