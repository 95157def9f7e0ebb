// expect: reference-return
#include <stratgen/strategy.hpp>

struct Counter {
  int n = 1;
  auto reader() { return [this] { return n; }; }
};
struct S : Strategy {
  void next() {
    auto read = Counter{5}.reader();
    if (read() > 4) buy();
  }
};
STRATGEN_STRATEGY(S)
