#include <stratgen/strategy.hpp>

class Cross : public Strategy {
 public:
  Series ma;
  void init() { ma = ema(close, 12); }
  void next() {
    if (not position and close > ma) buy();
    if (position and close < ma) position.close();
  }
};
STRATGEN_STRATEGY(Cross)
