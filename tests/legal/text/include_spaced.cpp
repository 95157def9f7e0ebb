  #  include   <stratgen/strategy.hpp>  // the one header
struct S : Strategy { void next() { if (close > open) buy(); } };
STRATGEN_STRATEGY(S)
