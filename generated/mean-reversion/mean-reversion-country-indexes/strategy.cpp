#include <stratgen/strategy.hpp>

// Hold the country's fund while a panel regression expects more of its price relative to the world
// than of three other countries'.
struct MeanReversionInCountryEquityIndexes : Strategy {
  int regression_months = param("regression_months", 120, {60, 150, 10});
  int held_ranks = param("held_ranks", 2, {1, 3, 1});

  static constexpr double position_size_pct = 0.95;
  static constexpr int country_count = 4;
  static constexpr int most_ends = 151;  // one more than the longest regression has months

  struct Month {
    std::array<double, country_count> of;
  };

  std::array<Series, country_count> countries;  // the traded one first
  Series world_us, world_abroad, rivals_above;
  List<Month, most_ends> relatives;  // log prices relative to the world at month ends, oldest first

  void init() {
    countries = {close, asset("EWG").close, asset("SPY").close, asset("FXI").close};
    world_us = asset("SPY").close;
    world_abroad = asset("EFA").close;
    rivals_above = each_bar([this] { return count_rivals_above(); });
  }

  // The number of countries with a higher forecast; NaN but at a month's last session.
  double count_rivals_above() {
    const double none = 0.0 / 0.0;
    if (trading_days_left_in_month() != 0) return none;
    const double world = (log(world_us[0]) + log(world_abroad[0])) / 2;
    Month now;
    double all = 0.0;
    for (int i = 0; i < country_count; ++i) {
      now.of[i] = log(countries[i][0]) - world;
      all += now.of[i];
    }
    if (isnan(all)) return none;
    if (relatives.size() == regression_months + 1) relatives.pop_front();
    relatives.push_back(now);
    if (relatives.size() <= regression_months) return none;

    // Each country has its own intercept, all have the same speed.
    std::array<double, country_count> level_mean{}, change_mean{};
    for (int i = 0; i < country_count; ++i) {
      for (int k = 0; k < regression_months; ++k) {
        level_mean[i] += relatives[k].of[i] / regression_months;
        change_mean[i] += (relatives[k + 1].of[i] - relatives[k].of[i]) / regression_months;
      }
    }
    double products = 0.0, squares = 0.0;
    for (int i = 0; i < country_count; ++i) {
      for (int k = 0; k < regression_months; ++k) {
        const double level = relatives[k].of[i] - level_mean[i];
        products += level * (relatives[k + 1].of[i] - relatives[k].of[i] - change_mean[i]);
        squares += level * level;
      }
    }
    const double speed = -products / squares;
    std::array<double, country_count> forecast{};
    for (int i = 0; i < country_count; ++i) {
      forecast[i] = change_mean[i] + speed * (level_mean[i] - now.of[i]);
    }
    double rivals = 0.0;
    for (int i = 1; i < country_count; ++i) {
      if (forecast[i] > forecast[0]) rivals += 1;
    }
    return rivals;
  }

  void next() {
    if (trading_days_left_in_month() != 0) return;
    const bool selected = rivals_above < held_ranks;
    if (position) {
      if (!selected) position.close();
    } else if (selected) {
      buy({.size = position_size_pct});
    }
  }
};

STRATGEN_STRATEGY(MeanReversionInCountryEquityIndexes)
