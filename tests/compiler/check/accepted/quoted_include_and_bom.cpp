#include "stratgen/strategy.hpp" // the API, größer als gedacht

/* Prix: 5 €, 日本語 in a comment */
struct Bom final : Strategy {
  void next() { if (close[0] > close[1]) buy({.tag = "über"}); }
};
STRATGEN_STRATEGY(Bom)
