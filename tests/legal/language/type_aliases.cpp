#include <stratgen/strategy.hpp>

struct TypeAliases : Strategy {
  using Price = double;
  typedef double Window[4];
  template <int N> using Prices = std::array<Price, N>;
  typedef unsigned int uint;
  uint n = 3;

  void next() {
    Price p = close;
    Prices<3> ps = {p, p, p};
    Window w{};
    w[0] = ps[1];
    if (w[0] > open) buy();
  }
};

STRATGEN_STRATEGY(TypeAliases)
