#include <stratgen/strategy.hpp>

// Hold of the large-growth style as large a part as the share of the recent months in which it was
// the style in favour, the best of three over the past year.
struct MomentumAndStyleRotation : Strategy {
  int formation_months = param("formation_months", 12, {3, 12, 1});
  int holding_months = param("holding_months", 6, {1, 12, 1});

  static constexpr double position_size_pct = 0.95;
  static constexpr int style_count = 3;
  static constexpr int most_closes = 13;  // one more than the longest formation has months

  struct Closes {
    std::array<double, style_count> of;
  };

  std::array<Series, style_count> styles;  // the traded one first
  List<Closes, most_closes> month_ends;    // oldest first
  List<bool, 12> in_favour;                // of the latest months, oldest first
  Series favour_share;
  double share_held = 0.0;  // the share that the position was last set to

  void init() {
    styles = {close, asset("IWM").close, asset("DIA").close};
    favour_share = each_bar([this] { return share_at_month_end(); });
  }

  // The share of the last holding_months month ends with the traded style in favour; NaN on other
  // days.
  double share_at_month_end() {
    const double none = 0.0 / 0.0;
    if (trading_days_left_in_month() != 0) return none;
    Closes now;
    for (int i = 0; i < style_count; ++i) now.of[i] = styles[i][0];
    if (isnan(now.of[0] + now.of[1] + now.of[2])) return none;
    if (month_ends.size() == formation_months + 1) month_ends.pop_front();
    month_ends.push_back(now);
    if (month_ends.size() <= formation_months) return none;

    bool best = true;
    for (int i = 1; i < style_count; ++i) {
      if (growth(i) > growth(0)) best = false;
    }
    if (in_favour.size() == holding_months) in_favour.pop_front();
    in_favour.push_back(best);
    if (in_favour.size() < holding_months) return none;
    double count = 0.0;
    for (const bool month : in_favour) count += month ? 1.0 : 0.0;
    return count / holding_months;
  }

  double growth(int style) { return month_ends.back().of[style] / month_ends.front().of[style]; }

  void next() {
    if (isnan(favour_share[0]) || favour_share[0] == share_held) return;
    share_held = favour_share[0];
    const double target = floor(position_size_pct * share_held * equity() / close[0]);
    const double held = position.size;
    if (target < 1) {
      if (position) position.close();
    } else if (target > held) {
      buy({.size = target - held});
    } else if (target < held) {
      position.close((held - target) / held);
    }
  }
};

STRATGEN_STRATEGY(MomentumAndStyleRotation)
