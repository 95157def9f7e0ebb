#include <stratgen/strategy.hpp>

struct SeriesIndices : Strategy {

  void next() {
    long l = 2;
    unsigned u = 3;
    short s = 1;
    unsigned long ul = 4;
    if (close[l] + close[u] + close[s] + close[ul] + close[1 + 1] + close[bar_index() % 3] > 0) buy();
    if (close[5000] > 0 || close[bar_index() + 1] > 0) position.close();
  }
};

STRATGEN_STRATEGY(SeriesIndices)
