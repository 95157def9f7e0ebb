#include <stratgen/strategy.hpp>

// goto asm union virtual __builtin_trap #define ??= <: in a comment are harmless
/* "new" and 'delete' too \
   and this line */
struct Comments : Strategy {
  // C:\temp is fine, since the line does not end in a backslash.
  void next() { if (close > 0) buy({.tag = "new union"}); }
};
STRATGEN_STRATEGY(Comments)
