#include <stratgen/strategy.hpp>

struct SharedNames : Strategy {
  double rank = 0;
  int sum = 3;
  Series median;
  void init() { median = sma(close, sum); }
  void next() {
    double max = 0, min = 1e9;
    for (int beta = 0; beta < sum; ++beta) {
      max = high[beta] > max ? high[beta] : max;
      min = low[beta] < min ? double(low[beta]) : min;
    }
    rank = (close - min) / (max - min);
    if (rank > 0.9) buy();
  }
};
STRATGEN_STRATEGY(SharedNames)
