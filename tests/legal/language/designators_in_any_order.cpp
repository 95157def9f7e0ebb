#include <stratgen/strategy.hpp>

struct Shape { int a = 0, b = 0; };

struct DesignatorsInAnyOrder : Strategy {

  void next() {
    buy({.tag = 1, .sl = close * 0.9, .size = 1});
    buy({.tp = close * 1.2, .size = 1, .sl = close * 0.9});
    Shape s{.b = 2, .a = 1};
    if (s.a < s.b) position.close();
  }
};

STRATGEN_STRATEGY(DesignatorsInAnyOrder)
