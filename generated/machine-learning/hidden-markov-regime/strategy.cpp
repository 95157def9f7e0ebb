#include <stratgen/strategy.hpp>

// Hold the index fund while a two-state hidden Markov model, estimated anew each quarter, takes the
// market to be in its calm state.
struct HiddenMarkovRegimeSwitching : Strategy {
  int window = param("window", 1000, {500, 1500, 250});
  int smooth_days = param("smooth_days", 6, {1, 10, 1});
  double wild_limit = param("wild_limit", 0.5, {0.3, 0.8, 0.1});

  static constexpr double position_size_pct = 0.95;
  static constexpr int longest_window = 1500;
  static constexpr int steps = 20;
  static constexpr int months_in_quarter = 3;
  static constexpr double first_stay = 0.95;
  static constexpr double least_deviation = 0.0001;
  static constexpr double least_density = 1e-300;  // so that no sum of densities is 0

  struct State {
    double mean, deviation, stay;
  };
  using Pair = std::array<double, 2>;  // one value for each state

  std::array<State, 2> states{};  // calm, wild
  Pair filtered{};
  bool estimated = false;
  std::array<double, longest_window> returns{};
  std::array<Pair, longest_window> densities{}, forward{}, backward{};
  std::array<double, longest_window> scale{};
  Series smooth;

  // Without the factor that all normal densities share.
  static double density(const State& state, double value) {
    const double z = (value - state.mean) / state.deviation;
    return max(exp(-0.5 * z * z) / state.deviation, least_density);
  }

  double change(int from, int to) {
    return from == to ? states[from].stay : 1.0 - states[from].stay;
  }

  // The filter's next step; the result sums to 1, total is what it was divided by.
  Pair advance(const Pair& before, const Pair& density_now, double& total) {
    Pair now{};
    for (int j = 0; j < 2; ++j) {
      now[j] = (before[0] * change(0, j) + before[1] * change(1, j)) * density_now[j];
    }
    total = now[0] + now[1];
    now[0] /= total;
    now[1] /= total;
    return now;
  }

  void run_forward() {
    for (int i = 0; i < window; ++i) {
      for (int j = 0; j < 2; ++j) densities[i][j] = density(states[j], returns[i]);
      if (i > 0) {
        forward[i] = advance(forward[i - 1], densities[i], scale[i]);
      } else {
        const double total = densities[0][0] + densities[0][1];
        forward[0] = {densities[0][0] / total, densities[0][1] / total};
      }
    }
  }

  void run_backward() {
    backward[window - 1] = {1.0, 1.0};
    for (int i = window - 2; i >= 0; --i) {
      for (int j = 0; j < 2; ++j) {
        backward[i][j] = (change(j, 0) * densities[i + 1][0] * backward[i + 1][0] +
                          change(j, 1) * densities[i + 1][1] * backward[i + 1][1]) /
                         scale[i + 1];
      }
    }
  }

  void baum_welch_step() {
    run_forward();
    run_backward();
    std::array<State, 2> better{};
    for (int j = 0; j < 2; ++j) {
      double weight = 0, weighted = 0, squares = 0, stays = 0, leaves_from = 0;
      for (int i = 0; i < window; ++i) {
        const double g = forward[i][j] * backward[i][j];
        weight += g;
        weighted += g * returns[i];
        if (i == window - 1) continue;
        leaves_from += g;
        stays += forward[i][j] * states[j].stay * densities[i + 1][j] * backward[i + 1][j] /
                 scale[i + 1];
      }
      const double mean = weighted / weight;
      for (int i = 0; i < window; ++i) {
        squares += forward[i][j] * backward[i][j] * (returns[i] - mean) * (returns[i] - mean);
      }
      better[j] = {mean, max(sqrt(squares / weight), least_deviation), stays / leaves_from};
    }
    states = better;
  }

  void estimate() {
    double mean = 0;
    for (int i = 0; i < window; ++i) {
      const int age = window - 1 - i;
      returns[i] = log(close[age] / close[age + 1]);
      mean += returns[i] / window;
    }
    double variance = 0;
    for (int i = 0; i < window; ++i) variance += (returns[i] - mean) * (returns[i] - mean) / window;
    const double deviation = sqrt(variance);
    states = {State{mean, 0.5 * deviation, first_stay}, State{mean, 1.5 * deviation, first_stay}};
    for (int step = 0; step < steps; ++step) baum_welch_step();
    if (states[0].deviation > states[1].deviation) states = {states[1], states[0]};
    run_forward();
    filtered = forward[window - 1];
    estimated = true;
  }

  double probability_of_wild() {
    const bool quarter_ends =
        trading_days_left_in_month() == 0 && date().month % months_in_quarter == 0;
    if (quarter_ends && bar_index() >= window) {
      estimate();
    } else if (estimated) {
      const double value = log(close[0] / close[1]);
      double total = 0;
      filtered = advance(filtered, {density(states[0], value), density(states[1], value)}, total);
    }
    return estimated ? filtered[1] : 0.0 / 0.0;
  }

  void init() {
    smooth = median(each_bar([this] { return probability_of_wild(); }), smooth_days);
  }

  void next() {
    if (position) {
      if (smooth >= wild_limit) position.close();
    } else if (smooth < wild_limit) {
      buy({.size = position_size_pct});
    }
  }
};

STRATGEN_STRATEGY(HiddenMarkovRegimeSwitching)
