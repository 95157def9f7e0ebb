// expect: state
#include <stratgen/strategy.hpp>
enum class E { A, B };
E now = E::A;

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
