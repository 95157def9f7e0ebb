#include <stratgen/strategy.hpp>

enum class Side { Up, Down };
template <int N>
constexpr double power(double x) { if constexpr (N == 0) return 1; else return x * power<N - 1>(x); }
template <Side S> struct Scale { static constexpr int value = 1; };
template <> struct Scale<Side::Down> { static constexpr int value = -1; };
template <int Lag> double lagged(const Series& s) { return s[Lag]; }
template <auto V> constexpr auto constant = V;
static_assert(constant<3> == 3);

struct NonTypeParameters : Strategy {

  void next() {
    if (power<3>(2.0) == 8 && Scale<Side::Up>::value == 1 && lagged<2>(close) > 0) buy();
  }
};

STRATGEN_STRATEGY(NonTypeParameters)
