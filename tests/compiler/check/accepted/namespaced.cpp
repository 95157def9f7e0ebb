#include <stratgen/strategy.hpp>

namespace mine::deep {

constexpr double threshold = 0.5;

struct Inside : stratgen::Strategy {
  stratgen::Series average;
  void init() { average = sma(close, 20); }
  void next() { if (close > average * (1 + threshold)) buy(); }
};

}  // namespace mine::deep

STRATGEN_STRATEGY(mine::deep::Inside)
