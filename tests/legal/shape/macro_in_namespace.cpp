#include <stratgen/strategy.hpp>
namespace mine {
struct Inside : Strategy {
  void next() { if (close > open) buy(); }
};
STRATGEN_STRATEGY(Inside)
}
