#include <stratgen/strategy.hpp>

// Hold the stock in a month if, of eight stocks, it was among the best in that month of past years.
struct TwelveMonthCycleInTheCrossSectionOfReturns : Strategy {
  int years = param("years", 3, {1, 5, 1});
  int held_ranks = param("held_ranks", 2, {1, 4, 1});

  static constexpr double position_size_pct = 0.95;
  static constexpr int stock_count = 8;
  static constexpr int months_in_year = 12;
  static constexpr int most_months = 5 * months_in_year;

  struct Month {
    std::array<double, stock_count> of;
  };

  std::array<Series, stock_count> stocks;  // the traded one first
  Month last_closes{};
  bool has_closes = false;
  List<Month, most_months> returns;  // of complete months, oldest first
  Series rivals_above;

  void init() {
    stocks = {close,
              asset("AAPL").close,
              asset("MSFT").close,
              asset("JPM").close,
              asset("JNJ").close,
              asset("PG").close,
              asset("WMT").close,
              asset("DIS").close};
    rivals_above = each_bar([this] { return count_rivals_above(); });
  }

  // At a month's last session, for the month that follows; NaN on other days.
  double count_rivals_above() {
    const double none = 0.0 / 0.0;
    if (trading_days_left_in_month() != 0) return none;
    Month closes, change;
    double all = 0.0;
    for (int i = 0; i < stock_count; ++i) {
      closes.of[i] = stocks[i][0];
      change.of[i] = closes.of[i] / last_closes.of[i] - 1;
      all += closes.of[i];
    }
    if (isnan(all)) return none;
    if (has_closes) {
      if (returns.size() == years * months_in_year) returns.pop_front();
      returns.push_back(change);
    }
    last_closes = closes;
    has_closes = true;
    if (returns.size() < years * months_in_year) return none;

    double rivals = 0.0;
    for (int i = 1; i < stock_count; ++i) {
      if (same_month(i) > same_month(0)) rivals += 1;
    }
    return rivals;
  }

  // The sum of the returns 12, 24 and more months before the coming month: the oldest and each
  // twelfth after it.
  double same_month(int stock) {
    double sum = 0.0;
    for (int i = 0; i < returns.size(); i += months_in_year) sum += returns[i].of[stock];
    return sum;
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

STRATGEN_STRATEGY(TwelveMonthCycleInTheCrossSectionOfReturns)
