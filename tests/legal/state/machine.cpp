#include <stratgen/strategy.hpp>

struct Machine : Strategy {
  enum { Wait, Armed, In } state = Wait;
  double level = 0;
  int age = 0;

  void next() {
    switch (state) {
      case Wait: if (close < low[1] * 1.01) { state = Armed; level = high; } break;
      case Armed: if (close > level) { buy({.size = 0.5}); state = In; } else if (++age > 10) { state = Wait; age = 0; } break;
      case In: if (!position || close < level * 0.97) { position.close(); state = Wait; } break;
    }
  }
};

STRATGEN_STRATEGY(Machine)
