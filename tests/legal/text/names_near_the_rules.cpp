#include <stratgen/strategy.hpp>
struct S : Strategy {
  int _lower = 1, trailing_ = 2, new_high = 3, try_count = 4, asm1 = 5, gotoes = 6, union_size = 7, co_moving = 8, import = 9, module = 10;
  double sg_level = 0, stratgen_level = 0, mainline = 0, import_price = 0;
  void next() {
    sg_level = stratgen_level + mainline + import_price;
    if (_lower + trailing_ + new_high + try_count + asm1 + gotoes + union_size + co_moving + import + module > 0 && close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
