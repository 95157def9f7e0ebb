// expect: reference-member
#include <stratgen/strategy.hpp>
template <class A, class B> struct Two { A a; B b; };
void g(int& n) { Two<int, int&> t{1, n}; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
