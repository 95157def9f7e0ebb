#include <stratgen/strategy.hpp>
double mean(const stratgen::Series& s, int n) {
  using namespace stratgen;
  double sum = 0;
  for (int i = 0; i < min(n, 10); ++i) sum += s[i];
  return sum / n;
}
struct S : Strategy {
  void next() { if (close > mean(close, 10)) buy(); }
};
STRATGEN_STRATEGY(S)
