#include <stratgen/strategy.hpp>

template <int N> struct Sum { static constexpr int value = N + Sum<N - 1>::value; };
template <> struct Sum<0> { static constexpr int value = 0; };
template <int N> constexpr int triangle() { if constexpr (N == 0) return 0; else return N + triangle<N - 1>(); }

struct CompileTimeRecursion : Strategy {

  void next() {
    if (Sum<10>::value == 55 && triangle<4>() == 10) buy();
  }
};

STRATGEN_STRATEGY(CompileTimeRecursion)
