#include <stratgen/strategy.hpp>
namespace desk::trend::inline v2 {
struct Inside : stratgen::Strategy {
  stratgen::Series ma;
  void init() { ma = sma(close, 7); }
  void next() { if (stratgen::crossover(close, ma)) buy(); }
};
}
STRATGEN_STRATEGY(desk::trend::Inside)
