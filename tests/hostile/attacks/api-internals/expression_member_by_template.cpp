// expect: api-internal
#include <stratgen/strategy.hpp>
template <class E> struct Keep { E e; };
template <class E> Keep<E> keep(E e) { return {e}; }
double g(Order o) { return keep(o.size).e; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
