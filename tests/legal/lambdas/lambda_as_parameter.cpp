#include <stratgen/strategy.hpp>

struct LambdaAsParameter : Strategy {
  template <class F> int count_if(int n, F f) const { int k = 0; for (int i = 0; i < n; ++i) k += f(i) ? 1 : 0; return k; }
  template <class F> bool any(int n, F&& f) { for (int i = 0; i < n; ++i) if (f(i)) return true; return false; }

  void next() {
    if (count_if(10, [this](int i) { return close[i] > open[i]; }) > 5) buy();
    if (!any(3, [&](int i) { return high[i] > close; })) position.close();
  }
};

STRATGEN_STRATEGY(LambdaAsParameter)
