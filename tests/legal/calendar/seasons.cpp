#include <stratgen/strategy.hpp>

struct Seasons : Strategy {

  void next() {
    switch (date().month) {
      case 11: case 12: case 1: case 2: case 3: case 4:
        if (!position) buy();
        break;
      default:
        position.close();
    }
  }
};

STRATGEN_STRATEGY(Seasons)
