#include <stratgen/strategy.hpp>
struct S : Strategy {
  unsigned bits = 0b1010;
  void next() {
    bits = bits bitand 7u bitor 2u xor 1u;
    bits and_eq 15u;
    bits or_eq 1u;
    bits xor_eq 2u;
    if (close > open and not (close < low or open not_eq open) and compl bits not_eq 0u) buy();
  }
};
STRATGEN_STRATEGY(S)
