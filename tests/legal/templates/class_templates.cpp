#include <stratgen/strategy.hpp>

template <class T, int N>
struct Ring {
  T at[N] = {};
  int n = 0;
  void add(const T& v) { at[n++ % N] = v; }
  bool full() const { return n >= N; }
  T mean() const { T s{}; for (const T& v : at) s += v; return s / N; }
};
template <class A, class B>
struct Pair { A a; B b; constexpr Pair(A x, B y) : a(x), b(y) {} };

struct ClassTemplates : Strategy {
  Ring<double, 10> window;

  void next() {
    window.add(close);
    Pair<int, double> p{1, 2.5};
    Pair deduced(3, 4.0f);
    if (window.full() && window.mean() < close && p.a < deduced.a) buy();
  }
};

STRATGEN_STRATEGY(ClassTemplates)
