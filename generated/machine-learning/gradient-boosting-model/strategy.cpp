#include <stratgen/strategy.hpp>

// Hold the index fund while gradient-boosted trees of one split, trained anew each month on the
// last years, forecast a return over the next days that is worth a trade.
struct GradientBoostingDirectionModel : Strategy {
  int train_days = param("train_days", 750, {500, 1250, 250});
  int horizon = param("horizon", 5, {1, 20, 1});
  int rounds = param("rounds", 50, {10, 60, 10});
  double learning_rate = param("learning_rate", 0.1, {0.05, 0.3, 0.05});
  double entry_edge = param("entry_edge", 0.002, {0.0, 0.005, 0.001});

  static constexpr double position_size_pct = 0.95;
  static constexpr int most_days = 1250;
  static constexpr int most_rounds = 60;
  static constexpr int feature_count = 6;
  static constexpr int bin_count = 10;
  static constexpr int rank_window = 252;
  static constexpr int least_side = 20;

  struct Stump {
    int feature, split;   // below: bins 0 to split - 1
    double below, above;  // what it adds to the forecast
  };

  std::array<Series, feature_count> features;
  std::array<std::array<int, feature_count>, most_days> bins{};
  std::array<double, most_days> residuals{};
  List<Stump, most_rounds> stumps;
  double mean_target = 0;
  bool trained = false;
  Series forecast;

  static int bin_of(double feature_rank) {
    return min(int(floor(bin_count * feature_rank)), bin_count - 1);
  }

  bool has_features(int age) {
    for (const Series& feature : features) {
      if (isnan(feature[age])) return false;
    }
    return true;
  }

  Stump best_stump() {
    Stump best{0, 1, 0.0, 0.0};
    double best_gain = -1;
    for (int f = 0; f < feature_count; ++f) {
      std::array<double, bin_count> sums{};
      std::array<int, bin_count> counts{};
      double total = 0;
      for (int i = 0; i < train_days; ++i) {
        sums[bins[i][f]] += residuals[i];
        ++counts[bins[i][f]];
        total += residuals[i];
      }
      double below = 0;
      int below_count = 0;
      for (int split = 1; split < bin_count; ++split) {
        below += sums[split - 1];
        below_count += counts[split - 1];
        const double above = total - below;
        const int above_count = train_days - below_count;
        if (below_count < least_side || above_count < least_side) continue;
        const double gain = below * below / below_count + above * above / above_count;
        if (gain <= best_gain) continue;
        best_gain = gain;
        best = {f, split, learning_rate * below / below_count, learning_rate * above / above_count};
      }
    }
    return best;
  }

  void train() {
    mean_target = 0;
    for (int i = 0; i < train_days; ++i) {
      const int age = horizon + i;
      residuals[i] = close[i] / close[age] - 1;
      mean_target += residuals[i] / train_days;
      for (int f = 0; f < feature_count; ++f) bins[i][f] = bin_of(features[f][age]);
    }
    for (int i = 0; i < train_days; ++i) residuals[i] -= mean_target;
    stumps.clear();
    for (int round = 0; round < rounds; ++round) {
      const Stump stump = best_stump();
      for (int i = 0; i < train_days; ++i) {
        residuals[i] -= bins[i][stump.feature] < stump.split ? stump.below : stump.above;
      }
      stumps.push_back(stump);
    }
    trained = true;
  }

  double forecast_now() {
    const int oldest = horizon + train_days - 1;
    if (trading_days_left_in_month() == 0 && bar_index() >= oldest && has_features(oldest)) train();
    if (!trained) return 0.0 / 0.0;
    double result = mean_target;
    for (const Stump& stump : stumps) {
      const bool is_below = bin_of(features[stump.feature][0]) < stump.split;
      result += is_below ? stump.below : stump.above;
    }
    return result;
  }

  void init() {
    features = {rank(pct_change(close, 1), rank_window),
                rank(pct_change(close, 5), rank_window),
                rank(pct_change(close, 21), rank_window),
                rank(pct_change(close, 63), rank_window),
                rank(realized_volatility(close, 21), rank_window),
                rank(close / sma(close, 200), rank_window)};
    forecast = each_bar([this] { return forecast_now(); });
  }

  void next() {
    if (position) {
      if (forecast < 0) position.close();
    } else if (forecast > entry_edge) {
      buy({.size = position_size_pct});
    }
  }
};

STRATGEN_STRATEGY(GradientBoostingDirectionModel)
