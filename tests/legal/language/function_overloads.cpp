#include <stratgen/strategy.hpp>

int score(int n) { return n; }
double score(double x) { return x; }
double score(const Series& s, int n) { return s[0] - s[n]; }

struct FunctionOverloads : Strategy {

  void next() {
    if (score(1) + score(1.5) + score(close, 3) > 0) buy();
  }
};

STRATGEN_STRATEGY(FunctionOverloads)
