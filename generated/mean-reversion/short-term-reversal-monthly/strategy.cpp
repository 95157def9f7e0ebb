#include <stratgen/strategy.hpp>

// Buy the stock for a month after a month in which it was among the worst of eight and fell short
// of them by more than a trade costs.
struct MonthlyShortTermReversal : Strategy {
  int bought_ranks = param("bought_ranks", 2, {1, 4, 1});
  double min_gap = param("min_gap", 0.02, {0.0, 0.06, 0.01});

  static constexpr double position_size_pct = 0.95;
  static constexpr int stock_count = 8;

  std::array<Series, stock_count> stocks;  // the traded one first
  std::array<double, stock_count> last_closes{};
  bool has_closes = false;
  Series shortfall;

  void init() {
    stocks = {close,
              asset("AAPL").close,
              asset("MSFT").close,
              asset("XOM").close,
              asset("JNJ").close,
              asset("PG").close,
              asset("WMT").close,
              asset("DIS").close};
    shortfall = each_bar([this] { return shortfall_of_month(); });
  }

  // The mean return of the eight less the stock's own, 0 if it is not among the worst; NaN but at a
  // month's last session.
  double shortfall_of_month() {
    const double none = 0.0 / 0.0;
    if (trading_days_left_in_month() != 0) return none;
    std::array<double, stock_count> month{};
    double mean = 0.0;
    for (int i = 0; i < stock_count; ++i) {
      month[i] = has_closes ? stocks[i][0] / last_closes[i] - 1 : none;
      last_closes[i] = stocks[i][0];
      mean += month[i] / stock_count;
    }
    has_closes = true;
    if (isnan(mean)) return none;
    int rivals_below = 0;
    for (int i = 1; i < stock_count; ++i) {
      if (month[i] < month[0]) ++rivals_below;
    }
    return rivals_below < bought_ranks ? mean - month[0] : 0.0;
  }

  void next() {
    if (trading_days_left_in_month() != 0) return;
    const bool loser = shortfall > min_gap;
    if (position) {
      if (!loser) position.close();
    } else if (loser) {
      buy({.size = position_size_pct});
    }
  }
};

STRATGEN_STRATEGY(MonthlyShortTermReversal)
