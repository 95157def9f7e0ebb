// expect: pointer
#include <stratgen/strategy.hpp>
template <class... T> int f(T*... p) { return sizeof...(p); }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
