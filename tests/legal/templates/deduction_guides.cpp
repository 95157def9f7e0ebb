#include <stratgen/strategy.hpp>

template <class T> struct Range { T low, high; T width() const { return high - low; } };
template <class T> Range(T, T) -> Range<T>;

struct DeductionGuides : Strategy {

  void next() {
    Range r{1, 5};
    if (r.width() == 4) buy();
  }
};

STRATGEN_STRATEGY(DeductionGuides)
