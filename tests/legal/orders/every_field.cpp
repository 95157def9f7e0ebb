#include <stratgen/strategy.hpp>

struct EveryField : Strategy {

  void next() {
    if (!position && orders().size() == 0) buy({.size = 0.5, .limit = close * 0.99, .sl = close * 0.9, .tp = close * 1.2, .tag = 7});
    if (bar_index() % 20 == 0) buy({.size = 1, .stop = high * 1.001, .tag = "stop"});
    if (bar_index() % 20 == 5) sell({.size = 1, .limit = close * 1.02, .stop = 0, .sl = 0, .tp = 0, .tag = 'c'});
    if (bar_index() % 20 == 9) sell({.size = 2, .stop = low * 0.99});
    if (bar_index() % 20 == 11) buy({.size = 1, .good_for = 3, .intraday = false});
    if (position.size > 3) position.close();
  }
};

STRATGEN_STRATEGY(EveryField)
