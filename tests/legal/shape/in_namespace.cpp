#include <stratgen/strategy.hpp>
namespace mine {
struct Inside : Strategy {
  void next() { if (close > open) buy(); }
};
}  // namespace mine

STRATGEN_STRATEGY(mine::Inside)
