#include <stratgen/strategy.hpp>
struct Later;
struct Later : Strategy {
  void next() { if (close > open) buy(); }
};
STRATGEN_STRATEGY(Later)
