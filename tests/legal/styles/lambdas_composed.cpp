#include <stratgen/strategy.hpp>
struct S : Strategy {
  Series f, s;
  void init() {
    const auto make = [this](int n, auto kind) {
      return kind == 0 ? sma(close, n) : ema(close, n);
    };
    f = make(5, 0);
    s = make(20, 1);
    const Series z = [&] {
      Series t = close;
      for (int i = 0; i < 3; ++i) t = ema(t, 5);
      return t;
    }();
    f = f + 0 * z;
  }
  void next() {
    const auto compose = [](auto a, auto b) { return [=](auto v) { return a(b(v)); }; };
    const auto twice = [](double v) { return 2 * v; };
    const auto inc = [](double v) { return v + 1; };
    const double r = compose(twice, inc)(3);
    auto counter = [n = 0]() mutable { return ++n; };
    counter();
    auto fact = [](auto self, int n) -> long { return n <= 1 ? 1 : n * self(self, n - 1); };
    const auto any_of = [](const auto& range, auto pred) {
      for (const auto& e : range)
        if (pred(e)) return true;
      return false;
    };
    const auto win = any_of(trades(), [](const Trade& t) { return t.pl_pct() > 0.1; });
    auto sum = [](auto... v) { return (v + ... + 0); };
    const auto apply = [&](auto fn) { return fn(close[0], open[0]); };
    const double mid = apply([](double a, double b) { return (a + b) / 2; });
    if (r == 8 && counter() == 2 && fact(fact, 5) == 120 && sum(1, 2, 3) == 6 && f > s && mid > 0 &&
        !position)
      buy();
    else if (win || [&] { return f < s; }())
      position.close();
  }
};
STRATGEN_STRATEGY(S)
