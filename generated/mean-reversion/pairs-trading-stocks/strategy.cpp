#include <stratgen/strategy.hpp>

// For half a year, trade the bank against the one of six others whose price moved most alike in the
// year before: buy it when it has fallen far behind, sell it short when it is far ahead.
struct PairsTradingWithStocks : Strategy {
  int formation_days = param("formation_days", 252, {126, 504, 126});
  double open_width = param("open_width", 2.0, {1.0, 3.0, 0.25});

  static constexpr double position_size_pct = 0.95;
  static constexpr int candidate_count = 6;

  std::array<Series, candidate_count> candidates;
  int partner = -1;  // none yet
  double own_start = 0.0, partner_start = 0.0, formation_deviation = 0.0;
  Series spread;

  void init() {
    candidates = {asset("BAC").close, asset("C").close,  asset("WFC").close,
                  asset("GS").close,  asset("MS").close, asset("AXP").close};
    spread = each_bar([this] { return spread_now(); });
  }

  bool half_year_ends() {
    const int month = date().month;
    return (month == 6 || month == 12) && trading_days_left_in_month() == 0;
  }

  // The gap between the two normalised prices in deviations of the formation period.
  double spread_now() {
    if (half_year_ends() && bar_index() >= formation_days - 1) choose_partner();
    if (partner < 0) return 0.0 / 0.0;
    const double gap = close[0] / own_start - candidates[partner][0] / partner_start;
    return gap / formation_deviation;
  }

  // The candidate with the smallest sum of squared gaps over the last formation_days bars.
  void choose_partner() {
    const int oldest = formation_days - 1;
    double least = 0.0;
    partner = -1;
    for (int c = 0; c < candidate_count; ++c) {
      const double other_start = candidates[c][oldest];
      if (isnan(other_start)) continue;
      double sum = 0.0, squares = 0.0;
      for (int age = 0; age < formation_days; ++age) {
        const double gap = close[age] / close[oldest] - candidates[c][age] / other_start;
        sum += gap;
        squares += gap * gap;
      }
      if (partner >= 0 && squares >= least) continue;
      partner = c;
      least = squares;
      const double mean = sum / formation_days;
      formation_deviation = sqrt(squares / formation_days - mean * mean);
    }
    own_start = close[0];
    if (partner >= 0) partner_start = candidates[partner][0];
  }

  void next() {
    if (half_year_ends()) {
      position.close();
    } else if (position.is_long()) {
      if (spread >= 0) position.close();
    } else if (position.is_short()) {
      if (spread <= 0) position.close();
    } else if (spread <= -open_width) {
      buy({.size = position_size_pct});
    } else if (spread >= open_width) {
      sell({.size = position_size_pct});
    }
  }
};

STRATGEN_STRATEGY(PairsTradingWithStocks)
