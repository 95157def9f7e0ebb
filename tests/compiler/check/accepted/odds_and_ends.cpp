#include <stratgen/strategy.hpp>

namespace {
constexpr auto cube = [](double x) { return x * x * x; };
constexpr unsigned count_of = 3;
void swap_if_larger(double& a, double& b) {
  if (a > b) {
    const double kept = a;
    a = b;
    b = kept;
  }
}
template <int N>
void sort(double (&values)[N]) {
  for (int i = 0; i < N; ++i)
    for (int j = i + 1; j < N; ++j) swap_if_larger(values[i], values[j]);
}
template <class F>
double apply(F&& f, double x = 2.0) { return f(x); }
}  // namespace

struct Point {
  double x, y;
  [[nodiscard]] constexpr double norm() const noexcept { return x * x + y * y; }
  double operator[](int i) const { return i == 0 ? x : y; }
  void unused() const = delete;
  auto scaled(double by) const { auto times = [this, by](double v) { return v * by + x * 0; }; return Point{times(x), times(y)}; }
};

struct OddsAndEnds : Strategy {
  enum class Side : short { Buy = 1, Sell = -1 };
  static double mean(const double (&v)[3]) { return (v[0] + v[1] + v[2]) / 3; }
  double a = 1, b = 2;
  bool flag = false;
  Point last{.y = 2, .x = 1};
  List<Point, 8> points;
  double edges[3]{};
  unsigned long at{};

  void next() {
    double local[] = {3, 1, 2};
    sort(local);
    double& slot = edges[at++ % 3];
    slot = local[0] + mean(local);
    auto& chosen = flag ? a : b;
    chosen += cube(slot);
    for (unsigned i = 0; i < count_of; ++i) a += close[i];
    if (points.size() < 8) points.push_back({close, open});
    for (auto [x, y] : points) b += x - y;
    for (const auto& p : points) b += p.norm() + p[0];
    const auto& first = points.front().scaled(2);
    if (const int n = trades().size(); n > 0) {
      const auto& oldest = trades()[0];
      if (oldest.pl() < 0) oldest.close();
    }
    auto held = position;
    if (held && first.x > 0) held.close();
    const auto fib = [](auto self, int n) -> int { return n < 2 ? n : self(self, n - 1) + self(self, n - 2); };
    if (apply([&](double x) { return x + a; }) > fib(fib, 5)) buy();
    Side side = close > open ? Side::Buy : Side::Sell;
    if (static_cast<int>(side) < 0 && (double)volume > 0) sell({.size = 1});
    Series here = close;
    using std::array;
    array<bool, 2> both{here > open, flag};
    if (both[0] and both[1]) position.close(0.25);
    struct Local { int v; int twice() const { return 2 * v; } };
    if (Local{3}.twice() == 6) flag ^= true;
    return;
  }
};
STRATGEN_STRATEGY(OddsAndEnds)
