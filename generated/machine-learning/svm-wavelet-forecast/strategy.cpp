#include <stratgen/strategy.hpp>

// Split the log price into wavelet scales, drop the finest as noise, forecast each of the others
// with a support vector machine, and stand on the side of the sum of the forecasts.
struct SvmWaveletForecasting : Strategy {
  int train_days = param("train_days", 120, {80, 160, 20});
  int horizon = param("horizon", 5, {1, 10, 1});
  double entry_edge = param("entry_edge", 0.002, {0.0, 0.005, 0.001});

  static constexpr double position_size_pct = 0.95;
  static constexpr int scale_count = 3;  // two details and the smooth rest
  static constexpr int lags = 5;
  static constexpr int most_days = 160;
  static constexpr int month_end_after_day = 20;
  static constexpr int passes = 50;
  static constexpr double most_weight = 1.0;
  static constexpr double insensitive = 0.1;
  static constexpr double gamma = 1.0 / lags;

  struct Example {
    std::array<double, lags> x;
  };
  struct Machine {
    double x_mean = 0.0, x_deviation = 1.0, y_mean = 0.0, y_deviation = 1.0;
    std::array<Example, most_days> examples{};
    std::array<double, most_days> weights{};
  };

  std::array<Series, scale_count> scales, inputs;
  std::array<Machine, scale_count> machines;
  bool trained = false;
  Series forecast;

  void init() {
    const Series c0 = log(close);
    const Series c1 = (c0 + shift(c0, 1)) / 2;
    const Series c2 = (c1 + shift(c1, 2)) / 2;
    const Series c3 = (c2 + shift(c2, 4)) / 2;
    scales = {c1 - c2, c2 - c3, c3};
    inputs = {c1 - c2, c2 - c3, change(c3, 1)};
    forecast = each_bar([this] { return forecast_now(); });
  }

  // Days without a session have the calendar of the session before; one of a new month is no end.
  bool is_month_end() {
    return trading_days_left_in_month() == 0 && date().day > month_end_after_day;
  }

  double forecast_now() {
    const int oldest = horizon + train_days + lags - 2;
    if (is_month_end() && !isnan(inputs[2][oldest])) {
      for (int s = 0; s < scale_count; ++s) train(s);
      trained = true;
    }
    if (!trained) return 0.0 / 0.0;
    double sum = 0.0;
    for (int s = 0; s < scale_count; ++s) sum += predict(s);
    return sum;
  }

  Example example(int s, int age) {
    Example e{};
    const Machine& m = machines[s];
    for (int lag = 0; lag < lags; ++lag) {
      e.x[lag] = (inputs[s][age + lag] - m.x_mean) / m.x_deviation;
    }
    return e;
  }

  static double kernel(const Example& a, const Example& b) {
    double distance = 0.0;
    for (int i = 0; i < lags; ++i) distance += (a.x[i] - b.x[i]) * (a.x[i] - b.x[i]);
    return 1 + exp(-gamma * distance);  // the 1 stands for the intercept
  }

  // Coordinate descent in the dual of support vector regression; the most recent example first.
  void train(int s) {
    Machine& m = machines[s];
    std::array<double, most_days> y{};
    double x_sum = 0.0, x_squares = 0.0, y_sum = 0.0, y_squares = 0.0;
    for (int i = 0; i < train_days; ++i) {
      y[i] = scales[s][i] - scales[s][i + horizon];
      const double x = inputs[s][i + horizon];
      x_sum += x;
      x_squares += x * x;
      y_sum += y[i];
      y_squares += y[i] * y[i];
    }
    m.x_mean = x_sum / train_days;
    m.x_deviation = sqrt(x_squares / train_days - m.x_mean * m.x_mean);
    m.y_mean = y_sum / train_days;
    m.y_deviation = sqrt(y_squares / train_days - m.y_mean * m.y_mean);
    for (int i = 0; i < train_days; ++i) {
      m.examples[i] = example(s, i + horizon);
      m.weights[i] = 0.0;
      y[i] = (y[i] - m.y_mean) / m.y_deviation;
    }
    std::array<std::array<double, most_days>, most_days> kernels{};
    for (int i = 0; i < train_days; ++i) {
      for (int k = 0; k < train_days; ++k) kernels[i][k] = kernel(m.examples[i], m.examples[k]);
    }
    std::array<double, most_days> fitted{};
    for (int pass = 0; pass < passes; ++pass) {
      for (int i = 0; i < train_days; ++i) {
        const double wanted = y[i] - fitted[i] + kernels[i][i] * m.weights[i];
        const double shrunk = max(abs(wanted) - insensitive, 0.0) * sign(wanted) / kernels[i][i];
        const double weight = clamp(shrunk, -most_weight, most_weight);
        const double step = weight - m.weights[i];
        if (step == 0.0) continue;
        m.weights[i] = weight;
        for (int k = 0; k < train_days; ++k) fitted[k] += step * kernels[i][k];
      }
    }
  }

  // The scale's expected change over the horizon.
  double predict(int s) {
    const Machine& m = machines[s];
    const Example now = example(s, 0);
    double sum = 0.0;
    for (int i = 0; i < train_days; ++i) {
      if (m.weights[i] != 0.0) sum += m.weights[i] * kernel(m.examples[i], now);
    }
    return m.y_mean + m.y_deviation * sum;
  }

  void next() {
    if (forecast > entry_edge && !position.is_long()) {
      position.close();
      buy({.size = position_size_pct});
    } else if (forecast < -entry_edge && !position.is_short()) {
      position.close();
      sell({.size = position_size_pct});
    }
  }
};

STRATGEN_STRATEGY(SvmWaveletForecasting)
