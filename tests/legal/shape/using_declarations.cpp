#include <stratgen/strategy.hpp>
using stratgen::Series;
using stratgen::crossover;
using std::array;
using std::max;
struct S : stratgen::Strategy {
  Series ma;
  array<double, 2> last{};
  void init() { ma = sma(close, 5); }
  void next() { last[0] = max(last[1], double(close)); if (crossover(close, ma)) buy(); }
};
STRATGEN_STRATEGY(S)
