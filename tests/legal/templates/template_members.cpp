#include <stratgen/strategy.hpp>

struct TemplateMembers : Strategy {
  double sum = 0;
  template <int N> double highest_of(const Series& s) const {
    double best = s[0];
    for (int i = 1; i < N; ++i) best = max(best, s[i]);
    return best;
  }
  template <class T> T as(double v) const { return static_cast<T>(v); }
  template <int N, class F> void each(F f) { for (int i = 0; i < N; ++i) f(i); }

  void next() {
    if (highest_of<3>(high) > close[1] && as<int>(close) > 0) buy({.size = 1});
    each<4>([&](int i) { sum += close[i]; });
  }
};

STRATGEN_STRATEGY(TemplateMembers)
