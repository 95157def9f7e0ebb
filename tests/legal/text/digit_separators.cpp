#include <stratgen/strategy.hpp>
struct S : Strategy {
  long big = 1'000'000'000L;
  double hex = 0x1.8p3, small = 1e-9, dot = .5, trail = 5.;
  unsigned long mask = 0xFFFF'0000UL;
  int octal = 017, binary = 0B1101;
  void next() { if (double(big) + hex + small + dot + trail + double(mask) + octal + binary > 0 && close > open) buy(); }
};
STRATGEN_STRATEGY(S)
