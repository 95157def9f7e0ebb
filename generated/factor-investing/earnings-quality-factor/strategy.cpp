#include <stratgen/strategy.hpp>

// Hold the stock while its safety, seen in three traits of its price, ranks high among seven.
struct EarningsQualityFactor : Strategy {
  int trait_window = param("trait_window", 252, {126, 756, 126});
  int high_count = param("high_count", 2, {1, 3, 1});

  static constexpr double position_size_pct = 0.95;
  static constexpr int stock_count = 7;
  static constexpr int trait_count = 3;

  Series market_return;
  // High is unsafe; the traded stock first.
  std::array<std::array<Series, stock_count>, trait_count> traits;

  void add(int stock, Series price) {
    const Series r = pct_change(price, 1);
    const Series beta = covariance(r, market_return, trait_window) /
                        covariance(market_return, market_return, trait_window);
    traits[0][stock] = beta;
    traits[1][stock] = stdev(r - beta * market_return, trait_window);
    traits[2][stock] = 1 - price / highest(price, trait_window);
  }

  void init() {
    market_return = pct_change(asset("SPY").close, 1);
    add(0, close);
    add(1, asset("JNJ").close);
    add(2, asset("WMT").close);
    add(3, asset("MSFT").close);
    add(4, asset("JPM").close);
    add(5, asset("XOM").close);
    add(6, asset("BA").close);
  }

  // The number of stocks that are less safe, summed over the traits.
  int safety(int stock) {
    int points = 0;
    for (const auto& trait : traits) {
      for (const Series& other : trait) {
        if (other > trait[stock]) ++points;
      }
    }
    return points;
  }

  void next() {
    if (trading_days_left_in_month() != 0) return;
    const int own = safety(0);
    int better = 0;
    for (int stock = 1; stock < stock_count; ++stock) {
      if (safety(stock) > own) ++better;
    }
    const bool quality = better < high_count;
    if (position) {
      if (!quality) position.close();
    } else if (quality) {
      buy({.size = position_size_pct});
    }
  }
};

STRATGEN_STRATEGY(EarningsQualityFactor)
