#include <stratgen/strategy.hpp>
// https://example.com/a?b=c#d  \o/  <:-) %)
//   /\/\   _/\_ 
/***********
 *  ^^^^   *
 ***********/
struct S : Strategy { void next() { if (close > open) buy(); } };
STRATGEN_STRATEGY(S)
