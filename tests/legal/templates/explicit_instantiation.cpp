#include <stratgen/strategy.hpp>

template <class T> struct Box { T v; T twice() const { return v * 2; } };
template struct Box<int>;

struct ExplicitInstantiation : Strategy {

  void next() {
    if (Box<int>{3}.twice() == 6) buy();
  }
};

STRATGEN_STRATEGY(ExplicitInstantiation)
