#include <stratgen/strategy.hpp>

template <class... T> void add(double& sum, const T&... v) { ((sum += v), ...); }
template <class... T> bool all(T... v) { return (bool(v) && ...); }
template <class... T> auto product(T... v) { return (1 * ... * v); }
template <class T, class... R> T minimum(T first, R... rest) { ((first = rest < first ? rest : first), ...); return first; }

struct Folds : Strategy {

  void next() {
    double sum = 0;
    add(sum, close, open, high);
    if (all(close > 0, open > 0) && sum > 1 && product(1.5, 2.0) == 3 && minimum(3, 1, 2) == 1) buy();
  }
};

STRATGEN_STRATEGY(Folds)
