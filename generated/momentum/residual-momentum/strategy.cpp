#include <stratgen/strategy.hpp>

// Hold the stock while its recent returns beyond what market and size explain, measured by their own
// scatter, are among the best of six stocks.
struct ResidualMomentum : Strategy {
  int regression_months = param("regression_months", 36, {24, 60, 12});
  int formation_months = param("formation_months", 12, {6, 12, 3});
  int held_ranks = param("held_ranks", 2, {1, 3, 1});

  static constexpr double position_size_pct = 0.95;
  static constexpr int stock_count = 6;  // the traded one first
  static constexpr int price_count = 8;  // the stocks, then market and small companies
  static constexpr int market = 6, small = 7;
  static constexpr int most_months = 60;

  std::array<Series, price_count> prices;
  Series rivals_above;
  std::array<double, price_count> last_closes{};
  std::array<List<double, most_months>, price_count> returns;  // of months, oldest first
  double last_rivals_above = sqrt(-1.0);                       // none yet

  void init() {
    prices = {close,
              asset("MSFT").close,
              asset("JPM").close,
              asset("XOM").close,
              asset("PG").close,
              asset("WMT").close,
              asset("SPY").close,
              asset("IWM").close};
    rivals_above = each_bar([this] {
      if (trading_days_left_in_month() == 0) take_month_end();
      return last_rivals_above;
    });
  }

  void take_month_end() {
    for (int i = 0; i < price_count; ++i) {
      if (last_closes[i] > 0) {
        if (returns[i].size() == regression_months) returns[i].pop_front();
        returns[i].push_back(prices[i][0] / last_closes[i] - 1);
      }
      last_closes[i] = prices[i][0];
    }
    for (int i = 0; i < price_count; ++i) {
      if (returns[i].size() < regression_months) return;
    }
    const double own_score = score(0);
    last_rivals_above = 0.0;
    for (int i = 1; i < stock_count; ++i) {
      if (score(i) > own_score) last_rivals_above += 1.0;
    }
  }

  double mean(int series) {
    double total = 0.0;
    for (const double value : returns[series]) total += value;
    return total / regression_months;
  }

  // Mean over deviation of the residuals of the formation months, the last month left out.
  double score(int stock) {
    const double stock_mean = mean(stock);
    const double market_mean = mean(market);
    const double size_mean = mean(small) - market_mean;
    double mm = 0.0, ss = 0.0, ms = 0.0, rm = 0.0, rs = 0.0;
    for (int i = 0; i < regression_months; ++i) {
      const double r = returns[stock][i] - stock_mean;
      const double m = returns[market][i] - market_mean;
      const double s = returns[small][i] - returns[market][i] - size_mean;
      mm += m * m;
      ss += s * s;
      ms += m * s;
      rm += r * m;
      rs += r * s;
    }
    const double determinant = mm * ss - ms * ms;
    const double market_beta = (rm * ss - rs * ms) / determinant;
    const double size_beta = (rs * mm - rm * ms) / determinant;

    const int count = formation_months - 1;
    double total = 0.0, squares = 0.0;
    for (int i = regression_months - formation_months; i < regression_months - 1; ++i) {
      const double residual = returns[stock][i] - stock_mean -
                              market_beta * (returns[market][i] - market_mean) -
                              size_beta * (returns[small][i] - returns[market][i] - size_mean);
      total += residual;
      squares += residual * residual;
    }
    const double average = total / count;
    return average / sqrt((squares - count * average * average) / (count - 1));
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

STRATGEN_STRATEGY(ResidualMomentum)
