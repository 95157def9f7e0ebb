// expect: literal-operator
#include <stratgen/strategy.hpp>
constexpr int operator""_len(const char* t, unsigned long n) { return int(n); }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
