#include <stratgen/strategy.hpp>
template <int R, int C>
struct Mat {
  double v[R][C]{};
  constexpr double operator()(int r, int c) const { return v[r][c]; }
  constexpr void set(int r, int c, double x) { v[r][c] = x; }
  template <int K>
  constexpr Mat<R, K> operator*(const Mat<C, K>& o) const {
    Mat<R, K> out;
    for (int i = 0; i < R; ++i)
      for (int j = 0; j < K; ++j) {
        double s = 0;
        for (int k = 0; k < C; ++k) s += v[i][k] * o.v[k][j];
        out.v[i][j] = s;
      }
    return out;
  }
  constexpr Mat<C, R> t() const {
    Mat<C, R> o;
    for (int i = 0; i < R; ++i)
      for (int j = 0; j < C; ++j) o.v[j][i] = v[i][j];
    return o;
  }
};
using M2 = Mat<2, 2>;
constexpr M2 inverse(const M2& m) {
  const double det = m(0, 0) * m(1, 1) - m(0, 1) * m(1, 0);
  M2 o;
  if (det == 0) return o;
  o.set(0, 0, m(1, 1) / det);
  o.set(1, 1, m(0, 0) / det);
  o.set(0, 1, -m(0, 1) / det);
  o.set(1, 0, -m(1, 0) / det);
  return o;
}
struct Ols : Strategy {
  static constexpr int n = 30;
  void next() {
    Mat<n, 2> X;
    Mat<n, 1> y;
    for (int i = 0; i < n; ++i) {
      X.set(i, 0, 1);
      X.set(i, 1, -i);
      y.set(i, 0, log(close[i]));
    }
    if (isnan(y(n - 1, 0))) return;
    const auto b = inverse(X.t() * X) * (X.t() * y);
    if (b(1, 0) > 0.001 && !position)
      buy();
    else if (b(1, 0) < 0)
      position.close();
  }
};
STRATGEN_STRATEGY(Ols)
