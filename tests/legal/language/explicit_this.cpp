#include <stratgen/strategy.hpp>

struct ExplicitThis : Strategy {
  int count = 0;
  bool up() const { return this->close[0] > this->close[1]; }

  void next() {
    this->count += 1;
    if (this->close > this->open && this->up()) this->buy({.size = 1});
  }
};

STRATGEN_STRATEGY(ExplicitThis)
