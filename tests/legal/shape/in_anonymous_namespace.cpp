#include <stratgen/strategy.hpp>
namespace {
struct Hidden : Strategy {
  void next() { if (close > open) buy(); }
};
}
STRATGEN_STRATEGY(Hidden)
