#include <stratgen/strategy.hpp>

// Hold the stock long the lower its beta ranks among seven stocks, and short the higher it ranks.
struct BetaFactorInStocks : Strategy {
  int vol_window = param("vol_window", 252, {126, 504, 126});
  int corr_window = param("corr_window", 1260, {756, 1260, 252});

  static constexpr double position_size_pct = 0.95;
  static constexpr int overlap_days = 3;
  static constexpr int rival_count = 6;
  static constexpr int middle_rank = 4;

  Series market_vol, market_move, own_beta;
  std::array<Series, rival_count> rival_betas;
  int steps_held = 0;  // ranks below the middle (long) or above it (short, negative); 0 when flat

  // Volatility of one-day and correlation of overlapping three-day log returns.
  Series beta_of(Series price) {
    const Series move = log(price / shift(price, overlap_days));
    return correlation(move, market_move, corr_window) * realized_volatility(price, vol_window) /
           market_vol;
  }

  void init() {
    const Series market = asset("SPY").close;
    market_vol = realized_volatility(market, vol_window);
    market_move = log(market / shift(market, overlap_days));
    own_beta = beta_of(close);
    rival_betas = {beta_of(asset("JNJ").close),  beta_of(asset("WMT").close),
                   beta_of(asset("MSFT").close), beta_of(asset("JPM").close),
                   beta_of(asset("BA").close),   beta_of(asset("HD").close)};
  }

  void next() {
    if (trading_days_left_in_month() != 0) return;
    int beta_rank = 1;
    for (const Series& rival_beta : rival_betas) {
      if (rival_beta < own_beta) ++beta_rank;
    }
    const int steps = middle_rank - beta_rank;
    if (steps == steps_held) return;
    if (position) position.close();
    const double size = position_size_pct * abs(steps) / (middle_rank - 1);
    if (steps > 0) buy({.size = size});
    if (steps < 0) sell({.size = size});
    steps_held = steps;
  }
};

STRATGEN_STRATEGY(BetaFactorInStocks)
