#include <stratgen/strategy.hpp>

struct Braces : Strategy {

  void next() {
    buy({});
    sell({.size = 1});
    OrderArgs args{.size = 1, .tag = 3};
    args.sl = close * 0.9;
    if (trades().size() < 3) buy(args);
    position.close();
  }
};

STRATGEN_STRATEGY(Braces)
