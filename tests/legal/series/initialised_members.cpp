#include <stratgen/strategy.hpp>

struct InitialisedMembers : Strategy {
  int n = param("n", 10, {5, 20, 5});
  Series ma = sma(close, n);
  Series spread = close - ma;
  Macd m = macd(close);
  Bands b{bbands(close, 10)};
  Channel c = donchian(5);

  void next() {
    if (ma < close && spread > 0) buy();
  }
};

STRATGEN_STRATEGY(InitialisedMembers)
