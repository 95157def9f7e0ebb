#include <stratgen/strategy.hpp>
using namespace stratgen;

struct Free : Strategy {
  Series ma;
  void init() { ma = wma(close, 9); }
  void next() { if (max(open, close) > ma) buy(); }
};
STRATGEN_STRATEGY(Free)
