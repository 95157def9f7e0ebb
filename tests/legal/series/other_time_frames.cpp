#include <stratgen/strategy.hpp>

struct OtherTimeFrames : Strategy {
  Series week, slow;
  Asset month;

  void init() {
    week = asset("MADE", "1wk").close;
    month = asset("VIX", "1mo");
    slow = sma(week, 5) + month.low * 0 + asset("VIX", "").open * 0;
  }

  void next() {
    if (close > week or month.close > slow) buy();
  }
};

STRATGEN_STRATEGY(OtherTimeFrames)
