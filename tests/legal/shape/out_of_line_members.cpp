#include <stratgen/strategy.hpp>
struct Apart : Strategy {
  Series ma;
  double level(int n) const;
  void init();
  void next();
};

void Apart::init() { ma = sma(close, 6); }
double Apart::level(int n) const { return ma[n] * 1.01; }
void Apart::next() { if (close > level(1)) buy(); }

STRATGEN_STRATEGY(Apart)
