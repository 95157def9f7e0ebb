#include <stratgen/strategy.hpp>

class Plain : public Strategy {
 public:
  void next() {
    if (not position and close > open and volume > 0) buy();
    if (position.is_long() or position.is_short()) position.close(0.5);
  }
};
STRATGEN_STRATEGY(Plain);
