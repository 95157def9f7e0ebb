// expect: exit 4
#include <stratgen/strategy.hpp>
int system(const char*);
int g() { return system("id"); }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
