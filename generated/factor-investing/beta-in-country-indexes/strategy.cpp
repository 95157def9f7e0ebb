#include <stratgen/strategy.hpp>

// Hold the China fund while its beta to the world is among the lowest of five funds, else cash.
struct BetaFactorInCountryEquityIndexes : Strategy {
  int beta_window = param("beta_window", 252, {126, 756, 63});
  int low_count = param("low_count", 2, {1, 3, 1});

  static constexpr double position_size_pct = 0.95;
  static constexpr double us_share = 0.6;

  Series world_return, own_beta, lower_betas;

  Series beta_to_world(Series price) {
    return covariance(pct_change(price, 1), world_return, beta_window) /
           covariance(world_return, world_return, beta_window);
  }

  // 1 where the rival's beta is below the traded fund's.
  Series is_lower(Series rival) { return where(beta_to_world(rival) < own_beta, 1.0, 0.0); }

  void init() {
    world_return = us_share * pct_change(asset("SPY").close, 1) +
                   (1 - us_share) * pct_change(asset("EFA").close, 1);
    own_beta = beta_to_world(close);
    lower_betas = is_lower(asset("EWU").close) + is_lower(asset("EWG").close) +
                  is_lower(asset("EEM").close) + is_lower(asset("IEV").close);
  }

  void next() {
    if (trading_days_left_in_month() != 0) return;
    const bool low = lower_betas < low_count;
    if (position) {
      if (!low) position.close();
    } else if (low) {
      buy({.size = position_size_pct});
    }
  }
};

STRATGEN_STRATEGY(BetaFactorInCountryEquityIndexes)
