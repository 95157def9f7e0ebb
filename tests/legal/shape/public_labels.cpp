#include <stratgen/strategy.hpp>
struct S : public Strategy {
public:
  Series ma;
public:
  void init() { ma = sma(close, 3); }
public:
  void next() { if (ma > close) buy(); }
};
STRATGEN_STRATEGY(S)
