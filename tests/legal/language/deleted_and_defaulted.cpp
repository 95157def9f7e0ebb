#include <stratgen/strategy.hpp>

struct DeletedAndDefaulted : Strategy {
  struct Box {
    int v = 1;
    Box() = default;
    Box(const Box&) = default;
    Box& operator=(const Box&) = default;
    void never() = delete;
  };

  void next() {
    Box b, c = b;
    c = b;
    if (c.v == 1 && close > open) buy();
  }
};

STRATGEN_STRATEGY(DeletedAndDefaulted)
