#include <stratgen/strategy.hpp>

struct SortingByHand : Strategy {

  void next() {
    double v[7];
    for (int i = 0; i < 7; ++i) v[i] = close[i];
    for (int i = 1; i < 7; ++i) {
      const double key = v[i];
      int j = i - 1;
      for (; j >= 0 && v[j] > key; --j) v[j + 1] = v[j];
      v[j + 1] = key;
    }
    if (close > v[3]) buy();
    else position.close();
  }
};

STRATGEN_STRATEGY(SortingByHand)
