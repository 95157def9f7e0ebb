#include <stratgen/strategy.hpp>

struct Above { static bool test(double a, double b) { return a > b; } };
struct Below { static bool test(double a, double b) { return a < b; } };
template <class P> struct Filter { bool operator()(double a, double b) const { return P::test(a, b); } };

struct Policies : Strategy {

  void next() {
    if (Filter<Above>{}(close, open)) buy();
    if (Filter<Below>{}(close, open)) position.close();
  }
};

STRATGEN_STRATEGY(Policies)
