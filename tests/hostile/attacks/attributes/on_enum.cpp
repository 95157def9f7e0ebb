// expect: attribute
#include <stratgen/strategy.hpp>
enum class [[clang::flag_enum]] E { A };

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
