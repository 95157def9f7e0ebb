#include <stratgen/strategy.hpp>

// Hold the stock while a small network of dilated causal convolutions, trained anew each quarter, gives
// a rise over the next days a high probability.
struct TemporalCnnForecast : Strategy {
  int train_days = param("train_days", 1000, {500, 1500, 250});
  int horizon = param("horizon", 5, {1, 10, 1});
  int epochs = param("epochs", 5, {2, 10, 1});
  double learning_rate = param("learning_rate", 0.01, {0.005, 0.05, 0.005});
  double entry_level = param("entry_level", 0.6, {0.5, 0.7, 0.05});

  static constexpr double position_size_pct = 0.95;
  static constexpr double exit_level = 0.5;
  static constexpr double largest_input = 3.0;
  static constexpr int scale_window = 63;
  static constexpr int channels = 4;
  static constexpr int layers = 4;
  static constexpr int field = 16;  // bars seen: 2 to the number of layers
  static constexpr int taps = 2;
  static constexpr int most_nodes = field / 2;

  using Channels = std::array<double, channels>;

  struct Layer {
    std::array<std::array<Channels, taps>, channels> weight{};  // [output][tap][input]
    Channels bias{};
  };

  // outputs[l][j] is layer l at j * 2^(l+1) bars ago; a node reads nodes 2j and 2j + 1 of the layer below.
  struct Pass {
    std::array<Channels, field> input{};  // one channel, the others stay 0
    std::array<std::array<Channels, most_nodes>, layers> outputs{};
    double probability = 0.5;
  };

  Series scaled_return, p_up;
  std::array<Layer, layers> net;
  Channels head{};
  double head_bias = 0;
  long random_state = 1;
  bool trained = false;

  double next_weight() {
    random_state = random_state * 16807 % 2147483647;
    return double(random_state) / 2147483647 - 0.5;
  }

  void reset_weights() {
    random_state = 1;
    for (int l = 0; l < layers; ++l) {
      net[l] = Layer{};
      for (int c = 0; c < channels; ++c) {
        for (int tap = 0; tap < taps; ++tap) {
          for (int k = 0; k < inputs_of(l); ++k) net[l].weight[c][tap][k] = next_weight();
        }
      }
    }
    for (int c = 0; c < channels; ++c) head[c] = next_weight();
    head_bias = 0;
  }

  static int inputs_of(int layer) { return layer == 0 ? 1 : channels; }

  Channels below(const Pass& pass, int layer, int node) {
    if (layer == 0) return pass.input[node];
    return pass.outputs[layer - 1][node];
  }

  Pass forward(int age) {
    Pass pass;
    for (int i = 0; i < field; ++i) pass.input[i][0] = scaled_return[age + i];
    for (int l = 0; l < layers; ++l) {
      for (int j = 0; j < (field >> (l + 1)); ++j) {
        const Channels now = below(pass, l, 2 * j);
        const Channels before = below(pass, l, 2 * j + 1);
        for (int c = 0; c < channels; ++c) {
          double total = net[l].bias[c];
          if (l > 0) total += now[c];  // the residual connection
          for (int k = 0; k < inputs_of(l); ++k) {
            total += net[l].weight[c][0][k] * now[k] + net[l].weight[c][1][k] * before[k];
          }
          pass.outputs[l][j][c] = max(total, 0.0);
        }
      }
    }
    double logit = head_bias;
    for (int c = 0; c < channels; ++c) logit += head[c] * pass.outputs[layers - 1][0][c];
    pass.probability = 1 / (1 + exp(-logit));
    return pass;
  }

  // One step of gradient descent on the log loss of one example.
  void learn(int age, double target) {
    const Pass pass = forward(age);
    const double error = pass.probability - target;
    std::array<std::array<Channels, most_nodes>, layers> slope{};
    for (int c = 0; c < channels; ++c) slope[layers - 1][0][c] = error * head[c];
    for (int c = 0; c < channels; ++c) head[c] -= learning_rate * error * pass.outputs[layers - 1][0][c];
    head_bias -= learning_rate * error;
    for (int l = layers - 1; l >= 0; --l) {
      const Layer old = net[l];
      for (int j = 0; j < (field >> (l + 1)); ++j) {
        const Channels now = below(pass, l, 2 * j);
        const Channels before = below(pass, l, 2 * j + 1);
        for (int c = 0; c < channels; ++c) {
          if (pass.outputs[l][j][c] <= 0) continue;
          const double s = slope[l][j][c];
          if (l > 0) {
            slope[l - 1][2 * j][c] += s;
            for (int k = 0; k < channels; ++k) {
              slope[l - 1][2 * j][k] += s * old.weight[c][0][k];
              slope[l - 1][2 * j + 1][k] += s * old.weight[c][1][k];
            }
          }
          for (int k = 0; k < inputs_of(l); ++k) {
            net[l].weight[c][0][k] -= learning_rate * s * now[k];
            net[l].weight[c][1][k] -= learning_rate * s * before[k];
          }
          net[l].bias[c] -= learning_rate * s;
        }
      }
    }
  }

  void train() {
    reset_weights();
    for (int epoch = 0; epoch < epochs; ++epoch) {
      for (int age = horizon + train_days - 1; age >= horizon; --age) {
        learn(age, close[age - horizon] > close[age] ? 1.0 : 0.0);
      }
    }
    trained = true;
  }

  double probability_of_rise() {
    const bool quarter_end = trading_days_left_in_month() == 0 && date().month % 3 == 0;
    const int oldest = horizon + train_days - 1 + field - 1;
    if (quarter_end && !isnan(scaled_return[oldest])) train();
    return trained ? forward(0).probability : 0.0 / 0.0;
  }

  void init() {
    const Series r = pct_change(close, 1);
    scaled_return = clamp(r / stdev(r, scale_window), -largest_input, largest_input);
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

STRATGEN_STRATEGY(TemporalCnnForecast)
