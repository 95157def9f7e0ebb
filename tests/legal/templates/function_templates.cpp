#include <stratgen/strategy.hpp>

template <class T, int N>
T mean(const T (&values)[N]) {
  T sum = 0;
  for (const T& v : values) sum += v;
  return sum / N;
}
template <typename... T>
auto total(T... parts) { return (parts + ...); }
template <class T>
T largest(T a, T b) { return a < b ? b : a; }

struct FunctionTemplates : Strategy {

  void next() {
    double v[4] = {close, open, high, low};
    if (mean(v) > total(1, 2.0, 3L) / 3 && largest<double>(close, open) > 0) buy();
  }
};

STRATGEN_STRATEGY(FunctionTemplates)
