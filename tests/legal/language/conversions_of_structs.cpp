#include <stratgen/strategy.hpp>

struct Percent {
  double v;
  constexpr Percent(int n) : v(n / 100.0) {}
  constexpr operator double() const { return v; }
};

struct ConversionsOfStructs : Strategy {

  void next() {
    Percent p = 5;
    double x = p;
    if (close * p > 1 && x > 0) buy();
  }
};

STRATGEN_STRATEGY(ConversionsOfStructs)
