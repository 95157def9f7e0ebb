// expect: api-namespace
#include <stratgen/strategy.hpp>
struct P {};
template <> struct std::tuple_size<P> { static constexpr unsigned long value = 2; };

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
