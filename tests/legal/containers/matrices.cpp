#include <stratgen/strategy.hpp>

struct Matrices : Strategy {
  struct Matrix { double m[3][3] = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}; };
  Matrix in, out;

  void next() {
    double a[2][2] = {{2, 1}, {1, 3}}, b[2] = {close, open};
    const double det = a[0][0] * a[1][1] - a[0][1] * a[1][0];
    const double x = (b[0] * a[1][1] - b[1] * a[0][1]) / det;
    if (x > 0) buy();
    for (int i = 0; i < 3; ++i) for (int j = 0; j < 3; ++j) for (int k = 0; k < 3; ++k) out.m[i][j] += in.m[i][k] * in.m[k][j] * 0.1;
  }
};

STRATGEN_STRATEGY(Matrices)
