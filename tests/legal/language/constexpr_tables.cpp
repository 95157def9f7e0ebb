#include <stratgen/strategy.hpp>

struct Kernel { double w[10] = {}; };
constexpr Kernel make_kernel() {
  Kernel k;
  double total = 0;
  for (int i = 0; i < 10; ++i) { k.w[i] = 10 - i; total += k.w[i]; }
  for (double& w : k.w) w /= total;
  return k;
}
constexpr Kernel kernel = make_kernel();
consteval int fixed(int n) { return n * 2; }
constexpr int two = fixed(1);
constinit const int three = fixed(1) + 1;

struct ConstexprTables : Strategy {

  void next() {
    double sum = 0;
    for (int i = 0; i < 10; ++i) sum += kernel.w[i] * close[i];
    if (close > sum) buy();
    else position.close();
  }
};

STRATGEN_STRATEGY(ConstexprTables)
