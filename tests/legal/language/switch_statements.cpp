#include <stratgen/strategy.hpp>

struct SwitchStatements : Strategy {
  int seen = 0;

  void next() {
    switch (date().weekday) {
      case 0: [[fallthrough]];
      case 1:
        if (close > open) buy({.size = 1});
        break;
      case 4: {
        position.close();
        break;
      }
      default:
        break;
    }
    switch (int n = bar_index() % 3; n) { case 0: ++seen; break; case 1: --seen; }
  }
};

STRATGEN_STRATEGY(SwitchStatements)
