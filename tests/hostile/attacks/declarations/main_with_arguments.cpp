// expect: entry-point
#include <stratgen/strategy.hpp>
int main(int argc, char** argv) { return argc; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
