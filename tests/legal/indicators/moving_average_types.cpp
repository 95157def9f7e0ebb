#include <stratgen/strategy.hpp>

struct MovingAverageTypes : Strategy {
  bool fast = param("fast", true);
  Series all[7], upper;

  void init() {
    int i = 0;
    for (Ma type : {Ma::sma, Ma::ema, Ma::wma, Ma::dema, Ma::tema, Ma::trima, Ma::kama}) all[i++] = apo(close, 3, 9, type);
    const Ma chosen = fast ? Ma::ema : Ma::sma;
    upper = bbands(close, 5, 2, 2, chosen).upper;
  }

  void next() {
    if (all[0] > 0) buy();
  }
};

STRATGEN_STRATEGY(MovingAverageTypes)
