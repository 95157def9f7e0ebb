#include <stratgen/strategy.hpp>

auto twice(const auto& x) { return x * 2; }
double ratio(const auto& a, auto b) { return a / b; }

struct AbbreviatedTemplates : Strategy {

  void next() {
    if (twice(close) > open && ratio(close, 2) > 0) buy();
  }
};

STRATGEN_STRATEGY(AbbreviatedTemplates)
