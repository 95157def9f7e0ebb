#include <stratgen/strategy.hpp>

double mean(const Series& s, int n) { double t = 0; for (int i = 0; i < n; ++i) t += s[i]; return t / n; }
int max(int a, int b) { return a < b ? b : a; }
int sign(double v) { return v > 0 ? 1 : -1; }
int change(int a, int b) { return a - b; }

struct OwnFunctionsOfApiNames : Strategy {
  double sma(const Series& s, int n) const { return s[n]; }
  int atr(int n) const { return n; }

  void next() {
    if (mean(close, 3) > 0 && sma(close, 2) > 0 && atr(3) == 3 && max(1, 2) == 2 && sign(2.0) == 1 && change(3, 1) == 2) buy();
  }
};

STRATGEN_STRATEGY(OwnFunctionsOfApiNames)
