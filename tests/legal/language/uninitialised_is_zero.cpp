#include <stratgen/strategy.hpp>

struct UninitialisedIsZero : Strategy {
  struct State { int n; double d; };

  void next() {
    double x;
    int n;
    bool b;
    double v[3];
    State s;
    if (x == 0 && n == 0 && !b && v[2] == 0 && s.n == 0) buy({.size = 1});
  }
};

STRATGEN_STRATEGY(UninitialisedIsZero)
