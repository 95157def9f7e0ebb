#include <stratgen/strategy.hpp>

// Hold the share while a Gaussian naive Bayes classifier, computed anew at each close from the last
// years' daily returns, takes a rise on the next day to be clearly the more probable.
struct GaussianNaiveBayesDirectionForecast : Strategy {
  int lags = param("lags", 4, {2, 8, 1});
  int train_days = param("train_days", 500, {250, 1000, 250});
  double entry_level = param("entry_level", 0.55, {0.5, 0.65, 0.05});

  static constexpr double position_size_pct = 0.95;
  static constexpr double exit_level = 0.5;
  static constexpr double least_variance = 1e-10;
  static constexpr int least_examples = 2;
  static constexpr int most_lags = 8;

  struct Class {
    int count = 0;
    std::array<double, most_lags> sum{}, squares{};
  };

  Series r, p_up;

  double score(const Class& c) {
    double result = log(double(c.count) / train_days);
    for (int k = 0; k < lags; ++k) {
      const double mean = c.sum[k] / c.count;
      const double variance = max(c.squares[k] / c.count - mean * mean, least_variance);
      const double distance = r[k] - mean;
      result -= (log(variance) + distance * distance / variance) / 2;
    }
    return result;
  }

  double probability_of_rise() {
    const double no_value = 0.0 / 0.0;
    if (bar_index() < train_days + lags) return no_value;
    Class up, down;
    for (int age = 0; age < train_days; ++age) {
      const bool rose = r[age] > 0;
      Class& c = rose ? up : down;
      ++c.count;
      for (int k = 0; k < lags; ++k) {
        const double feature = r[age + 1 + k];
        c.sum[k] += feature;
        c.squares[k] += feature * feature;
      }
    }
    if (up.count < least_examples || down.count < least_examples) return no_value;
    return 1 / (1 + exp(score(down) - score(up)));
  }

  void init() {
    r = pct_change(close, 1);
    p_up = each_bar([this] { return probability_of_rise(); });
  }

  void next() {
    if (position) {
      if (p_up < exit_level) position.close();
    } else if (p_up > entry_level) {
      buy({.size = position_size_pct});
    }
  }
};

STRATGEN_STRATEGY(GaussianNaiveBayesDirectionForecast)
