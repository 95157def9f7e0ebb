#include <stratgen/strategy.hpp>

// Hold the index fund in the days around each new moon, and cash around each full moon.
struct LunarCycleInEquityMarkets : Strategy {
  int days_around = param("days_around", 7, {3, 7, 1});

  static constexpr double position_size_pct = 0.95;
  static constexpr double lunar_month = 29.53;  // in days

  void next() {
    const double distance = lunar_month * min(moon_phase(), 1 - moon_phase());
    const bool near_new_moon = distance <= days_around;
    if (position) {
      if (!near_new_moon) position.close();
    } else if (near_new_moon) {
      buy({.size = position_size_pct});
    }
  }
};

STRATGEN_STRATEGY(LunarCycleInEquityMarkets)
