#include <stratgen/strategy.hpp>
struct Last final : Strategy {
  void next() { if (close > open) buy(); }
};
STRATGEN_STRATEGY(Last)
