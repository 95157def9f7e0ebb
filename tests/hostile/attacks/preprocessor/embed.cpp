// expect: preprocessor
#include <stratgen/strategy.hpp>
constexpr unsigned char secret[] = {
#embed "/etc/passwd"
};

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
