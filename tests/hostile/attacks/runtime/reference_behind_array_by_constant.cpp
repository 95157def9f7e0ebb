// expect: exit 5, "bounds"
#include <stratgen/strategy.hpp>

struct Row {
  double v[200] = {};
  void set(int i) { v[i] = 1; }
};

struct S : Strategy {
  double x = 0;
  int k = 0;
  double b[4] = {};
  Row rows[3];
  double other[300] = {};
  static void raise(double& value) { value += 1; }
  void next() {
    double& r = b[4];
    r = 1;
    x += r;
    if (x > 1e9) buy();
  }
};
STRATGEN_STRATEGY(S)
