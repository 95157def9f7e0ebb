#include <stratgen/strategy.hpp>
double sin(double v) {
  const double v2 = v * v;
  return v * (1 - v2 / 6 + v2 * v2 / 120);
}
double fmod(double a, double b) { return a - b * floor(a / b); }
double tanh(double v) {
  const double e = exp(2 * v);
  return (e - 1) / (e + 1);
}
double log10(double v) { return log(v) / log(10.0); }
int printf(int a) { return a; }
double hypot(double a, double b) { return sqrt(a * a + b * b); }
void swap(double& a, double& b) {
  const double t = a;
  a = b;
  b = t;
}
template <class T>
void swap(T& a, T& b) {
  T t = a;
  a = b;
  b = t;
}
double lerp(double a, double b, double t) { return a + t * (b - a); }
double accumulate(const double (&a)[3]) {
  double s = 0;
  for (double v : a) s += v;
  return s;
}
int time(int v) { return v; }
int abs_int(int v) { return v < 0 ? -v : v; }
double cos(double v) { return sin(v + 1.5707963267948966); }
struct S : Strategy {
  double a = 1, b = 2;
  void next() {
    double w[3] = {sin(0.3), tanh(0.5), log10(100)};
    swap(a, b);
    int i = 1, j = 2;
    swap(i, j);
    if (accumulate(w) > 0 && hypot(3, 4) == 5 && fmod(5, 3) > 1 && cos(0) < 2 && printf(3) &&
        time(3) && abs_int(-3) && lerp(0, 1, .5) > 0 && !position)
      buy();
  }
};
STRATGEN_STRATEGY(S)
