// expect: state
#include <stratgen/strategy.hpp>
inline namespace n { double counter; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
