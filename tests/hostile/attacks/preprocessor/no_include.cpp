// expect: include
struct S : Strategy {
  void next() { if (close > open) buy(); }
};
STRATGEN_STRATEGY(S)
