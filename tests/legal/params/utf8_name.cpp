#include <stratgen/strategy.hpp>

struct Utf8Name : Strategy {
  int n = param("länge", 3);
  int spaced = param("a name with spaces", 1);

  void next() {
    if (close > n) buy();
  }
};

STRATGEN_STRATEGY(Utf8Name)
