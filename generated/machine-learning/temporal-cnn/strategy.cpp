#include <stratgen/strategy.hpp>

// Hold the stock while a small network of dilated causal convolutions, trained anew each half-year,
// puts the probability of a rise over the next days above the share of rises in its training years.
struct TemporalCnnForecast : Strategy {
  int train_days = param("train_days", 1000, {500, 1000, 250});
  int horizon = param("horizon", 5, {1, 10, 1});
  int epochs = param("epochs", 5, {2, 6, 1});
  double learning_rate = param("learning_rate", 0.01, {0.005, 0.05, 0.005});
  double edge = param("edge", 0.02, {0.0, 0.06, 0.01});

  static constexpr double position_size_pct = 0.95;
  static constexpr double largest_input = 3.0;
  static constexpr int scale_window = 63;
  static constexpr int channels = 3;
  static constexpr int layers = 4;
  static constexpr int field = 16;  // bars seen: 2 to the number of layers
  static constexpr int half_year = 6;

  using Channels = std::array<double, channels>;
  using Nodes = std::array<Channels, field>;

  // Of one output channel: the weights of the newer and of the older node below.
  struct Filter {
    Channels newer{}, older{};
    double bias = 0;
  };

  Series scaled_return, advantage;
  std::array<std::array<Filter, channels>, layers + 1> net;  // layer 0 is the input and has none
  Channels head{};
  double head_bias = 0;
  // Node j of layer l is j * 2^l bars back and reads 2j and 2j + 1 below.
  std::array<Nodes, layers + 1> out;
  std::array<Nodes, layers + 1> slope;  // of the loss by out
  long random_state = 1;
  double share_of_rises = 0;
  bool trained = false;

  static int nodes_of(int layer) { return field >> layer; }
  static int channels_of(int layer) { return layer == 0 ? 1 : channels; }

  double next_weight() {
    random_state = random_state * 16807 % 2147483647;
    return double(random_state) / 2147483647 - 0.5;
  }

  void reset_weights() {
    random_state = 1;
    for (int l = 1; l <= layers; ++l) {
      for (Filter& filter : net[l]) {
        filter = Filter{};
        for (int k = 0; k < channels_of(l - 1); ++k) filter.newer[k] = next_weight();
        for (int k = 0; k < channels_of(l - 1); ++k) filter.older[k] = next_weight();
      }
    }
    for (double& weight : head) weight = next_weight();
    head_bias = 0;
  }

  double probability(int age) {
    for (int j = 0; j < field; ++j) out[0][j][0] = scaled_return[age + j];
    for (int l = 1; l <= layers; ++l) {
      for (int j = 0; j < nodes_of(l); ++j) {
        const Channels& newer = out[l - 1][2 * j];
        const Channels& older = out[l - 1][2 * j + 1];
        for (int c = 0; c < channels; ++c) {
          const Filter& filter = net[l][c];
          double total = filter.bias;
          if (l > 1) total += newer[c];  // the residual connection
          for (int k = 0; k < channels_of(l - 1); ++k) {
            total += filter.newer[k] * newer[k] + filter.older[k] * older[k];
          }
          out[l][j][c] = max(total, 0.0);
        }
      }
    }
    double logit = head_bias;
    for (int c = 0; c < channels; ++c) logit += head[c] * out[layers][0][c];
    return 1 / (1 + exp(-logit));
  }

  // The slopes of layer l - 1 from those of layer l, before the weights of layer l change.
  void pass_back(int l) {
    for (int j = 0; j < nodes_of(l); ++j) {
      Channels& newer = slope[l - 1][2 * j];
      Channels& older = slope[l - 1][2 * j + 1];
      newer = slope[l][j];  // through the residual connection
      older = Channels{};
      for (int c = 0; c < channels; ++c) {
        const double s = slope[l][j][c];
        for (int k = 0; k < channels; ++k) {
          newer[k] += s * net[l][c].newer[k];
          older[k] += s * net[l][c].older[k];
        }
      }
    }
  }

  // One step of gradient descent on the log loss of one example.
  void learn(int age, double target) {
    const double error = probability(age) - target;
    for (int c = 0; c < channels; ++c) {
      slope[layers][0][c] = error * head[c];
      head[c] -= learning_rate * error * out[layers][0][c];
    }
    head_bias -= learning_rate * error;
    for (int l = layers; l >= 1; --l) {
      for (int j = 0; j < nodes_of(l); ++j) {
        for (int c = 0; c < channels; ++c) {
          if (out[l][j][c] <= 0) slope[l][j][c] = 0;
        }
      }
      if (l > 1) pass_back(l);
      for (int j = 0; j < nodes_of(l); ++j) {
        for (int c = 0; c < channels; ++c) {
          const double step = learning_rate * slope[l][j][c];
          if (step == 0) continue;
          Filter& filter = net[l][c];
          for (int k = 0; k < channels_of(l - 1); ++k) {
            filter.newer[k] -= step * out[l - 1][2 * j][k];
            filter.older[k] -= step * out[l - 1][2 * j + 1][k];
          }
          filter.bias -= step;
        }
      }
    }
  }

  double rises(int age) { return close[age - horizon] > close[age] ? 1.0 : 0.0; }

  void train() {
    reset_weights();
    const int oldest = horizon + train_days - 1;
    share_of_rises = 0;
    for (int age = oldest; age >= horizon; --age) share_of_rises += rises(age) / train_days;
    for (int epoch = 0; epoch < epochs; ++epoch) {
      for (int age = oldest; age >= horizon; --age) learn(age, rises(age));
    }
    trained = true;
  }

  double advantage_now() {
    const bool training_day = trading_days_left_in_month() == 0 && date().month % half_year == 0;
    const int oldest_input = horizon + train_days - 1 + field - 1;
    if (training_day && !isnan(scaled_return[oldest_input])) train();
    return trained ? probability(0) - share_of_rises : 0.0 / 0.0;
  }

  void init() {
    const Series r = pct_change(close, 1);
    scaled_return = clamp(r / stdev(r, scale_window), -largest_input, largest_input);
    advantage = each_bar([this] { return advantage_now(); });
  }

  void next() {
    if (position) {
      if (advantage < 0) position.close();
    } else if (advantage > edge) {
      buy({.size = position_size_pct});
    }
  }
};

STRATGEN_STRATEGY(TemporalCnnForecast)
