#include <stratgen/strategy.hpp>

struct Captures : Strategy {
  int count = 0;

  void next() {
    double local = close;
    int n = 3;
    auto by_value = [local, n] { return local * n; };
    auto by_reference = [&local](double v) { local += v; };
    auto all = [&] { return local + n + count; };
    auto all_values = [=] { return local * n; };
    auto some = [&, n] { return local - n; };
    auto with_this = [this] { return close - open; };
    auto init = [k = n * 2, &r = local] { return k + r; };
    by_reference(1);
    if (by_value() + all() + all_values() + some() + with_this() + init() > 0) { ++count; if (count < 5) buy({.size = 1}); }
  }
};

STRATGEN_STRATEGY(Captures)
