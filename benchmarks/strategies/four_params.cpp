// Four parameters, of which two choose indicators: what sweeps of more than two axes are timed
// with.
#include <stratgen/strategy.hpp>

struct FourParams : Strategy {
  int fast = param("fast", 20);
  int slow = param("slow", 50);
  double size = param("size", 0.95);
  int hold = param("hold", 1);
  Series fast_ma, slow_ma;

  void init() {
    fast_ma = sma(close, fast);
    slow_ma = sma(close, slow);
  }
  void next() {
    if (crossover(fast_ma, slow_ma))
      buy({.size = size});
    else if (position && fast_ma < slow_ma && bar_index() - trades()[0].entry_bar >= hold)
      position.close();
  }
};

STRATGEN_STRATEGY(FourParams)
