#include <stratgen/strategy.hpp>
template <class T>
struct Maybe {
  T value{};
  bool has = false;
  constexpr Maybe() = default;
  constexpr Maybe(T v) : value(v), has(true) {}
  constexpr explicit operator bool() const { return has; }
  constexpr T value_or(T other) const { return has ? value : other; }
  void reset() { has = false; }
};
template <class A, class B>
struct Duo {
  A first;
  B second;
};
template <class A, class B>
Duo(A, B) -> Duo<A, B>;
struct S : Strategy {
  Maybe<double> entry, peak;
  Duo<int, double> last{0, 0.0};
  Maybe<double> breakout(int n) const {
    double h = 0;
    for (int i = 1; i <= n; ++i) h = max(h, high[i]);
    if (close > h) return h;
    return {};
  }
  void next() {
    if (auto b = breakout(20); b && !position) {
      buy();
      entry = close[0];
      peak = Maybe<double>(close);
      last = {bar_index(), b.value};
    } else if (position) {
      peak = max(peak.value_or(0), high[0]);
      if (close < peak.value * 0.9) {
        position.close();
        entry.reset();
        peak = {};
      }
    }
    auto [i, p] = last;
    const auto d = Duo{1, 2.5};
    if (i + p + d.second < 0) sell();
  }
};
STRATGEN_STRATEGY(S)
