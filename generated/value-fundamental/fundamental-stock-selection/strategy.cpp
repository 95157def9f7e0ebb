#include <stratgen/strategy.hpp>

// Hold the stock while its expected return, from the average payoffs of three traits in past months,
// ranks high among eight stocks.
struct StockSelectionOnFundamentalFactors : Strategy {
  int payoff_months = param("payoff_months", 12, {6, 36, 6});
  int held_ranks = param("held_ranks", 3, {1, 4, 1});

  static constexpr double position_size_pct = 0.95;
  static constexpr int stock_count = 8;
  static constexpr int trait_count = 3;
  static constexpr int month_bars = 21;
  static constexpr int year_bars = 252;
  static constexpr int volatility_bars = 63;
  static constexpr double least_pivot = 1e-9;  // below it exposures are linearly dependent

  using Traits = std::array<double, trait_count>;

  std::array<Series, stock_count> prices;  // the traded stock first
  std::array<std::array<Series, stock_count>, trait_count> traits;

  void init() {
    prices = {close,
              asset("MSFT").close,
              asset("JPM").close,
              asset("JNJ").close,
              asset("WMT").close,
              asset("XOM").close,
              asset("HD").close,
              asset("BA").close};
    for (int stock = 0; stock < stock_count; ++stock) {
      const Series price = prices[stock];
      traits[0][stock] = pct_change(price, month_bars);
      traits[1][stock] = pct_change(price, year_bars);
      traits[2][stock] = realized_volatility(price, volatility_bars);
    }
  }

  // A trait's ranks at one time, moved and scaled to mean 0 and range 1.
  std::array<double, stock_count> exposures(int trait, int age) {
    std::array<double, stock_count> result{};
    for (int stock = 0; stock < stock_count; ++stock) {
      double below = 0;
      for (int other = 0; other < stock_count; ++other) {
        if (traits[trait][other][age] < traits[trait][stock][age]) below += 1;
        else if (other != stock && traits[trait][other][age] == traits[trait][stock][age]) below += 0.5;
      }
      result[stock] = below / (stock_count - 1) - 0.5;
    }
    return result;
  }

  bool traits_exist(int age) {
    for (const auto& trait : traits) {
      for (const Series& value : trait) {
        if (isnan(value[age])) return false;
      }
    }
    return true;
  }

  // The slopes of the regression of the following month's returns on the exposures at `age`; 0 where
  // the exposures are linearly dependent.
  Traits payoffs(int age) {
    std::array<std::array<double, stock_count>, trait_count> x{};
    for (int i = 0; i < trait_count; ++i) x[i] = exposures(i, age);
    std::array<Traits, trait_count> a{};
    Traits b{};
    for (int stock = 0; stock < stock_count; ++stock) {
      const double month_return = prices[stock][age - month_bars] / prices[stock][age] - 1;
      for (int i = 0; i < trait_count; ++i) {
        b[i] += x[i][stock] * month_return;
        for (int k = 0; k < trait_count; ++k) a[i][k] += x[i][stock] * x[k][stock];
      }
    }
    for (int c = 0; c < trait_count; ++c) {
      if (a[c][c] < least_pivot) return Traits{};
      for (int row = 0; row < trait_count; ++row) {
        if (row == c) continue;
        const double multiple = a[row][c] / a[c][c];
        for (int k = c; k < trait_count; ++k) a[row][k] -= multiple * a[c][k];
        b[row] -= multiple * b[c];
      }
    }
    for (int c = 0; c < trait_count; ++c) b[c] /= a[c][c];
    return b;
  }

  void next() {
    if (trading_days_left_in_month() != 0) return;
    if (!traits_exist(payoff_months * month_bars)) return;
    Traits mean_payoffs{};
    for (int month = 1; month <= payoff_months; ++month) {
      const Traits payoff = payoffs(month * month_bars);
      for (int i = 0; i < trait_count; ++i) mean_payoffs[i] += payoff[i] / payoff_months;
    }
    std::array<double, stock_count> expected{};
    for (int i = 0; i < trait_count; ++i) {
      const std::array<double, stock_count> exposure = exposures(i, 0);
      for (int stock = 0; stock < stock_count; ++stock) expected[stock] += mean_payoffs[i] * exposure[stock];
    }
    int better = 0;
    for (int stock = 1; stock < stock_count; ++stock) {
      if (expected[stock] > expected[0]) ++better;
    }
    const bool selected = better < held_ranks;
    if (position) {
      if (!selected) position.close();
    } else if (selected) {
      buy({.size = position_size_pct});
    }
  }
};

STRATGEN_STRATEGY(StockSelectionOnFundamentalFactors)
