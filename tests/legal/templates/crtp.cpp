#include <stratgen/strategy.hpp>

template <class Derived> struct Accumulator {
  double total = 0;
  void step(double v) { total += sizeof(Derived) > 0 ? v : 0; }
};
struct Double : Accumulator<Double> {};

struct Crtp : Strategy {
  Double d;

  void next() {
    d.step(close);
    if (d.total > 100) buy();
  }
};

STRATGEN_STRATEGY(Crtp)
