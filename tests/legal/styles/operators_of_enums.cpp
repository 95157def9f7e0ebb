#include <stratgen/strategy.hpp>
enum class E { a, b, c };
int f(E e) {
  switch (e) {
    case E::a:
      return 1;
    case E::b:
      return 2;
    case E::c:
      return 3;
  }
}
constexpr double g(E e) { return e == E::a ? 1.0 : e == E::b ? 2.0 : 3.0; }
E operator++(E& e) {
  e = E((int(e) + 1) % 3);
  return e;
}
int operator+(E e) { return int(e); }
E operator|(E l, E r) { return E(int(l) | int(r)); }

struct S : Strategy {
  Series ma;
  double x = 0;
  int k = 0;
  void init() { ma = sma(close, 10); }
  void next() {
    k = f(static_cast<E>(bar_index() % 3));
    x = g(E(k - 1));
    E e = E::a;
    ++e;
    x += +e;
    e = e | E::c;
    int cnt[3]{};
    cnt[int(e) % 3] = 1;
    if (!position) buy();

    if (x + k > 1e18) buy();
  }
};
STRATGEN_STRATEGY(S)
