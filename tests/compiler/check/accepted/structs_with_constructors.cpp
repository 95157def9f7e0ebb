#include <stratgen/strategy.hpp>
struct P { double x, y; constexpr P() : x(0), y(0) {} constexpr P(double a, double b) : x(a), y(b) {} constexpr double sum() const { return x + y; } constexpr P operator+(const P& o) const { return P(x + o.x, y + o.y); } constexpr bool operator==(const P&) const = default; };
struct Q { P a; P b{1, 2}; int n = 3; };
struct S : Strategy { P p; Q q{}; Q qs[4]; std::array<Q, 3> r{};
  void next() { p = p + P{close, open}; q.a = p; qs[bar_index() % 4].b = q.a; r[1] = q; auto [x, y] = p; if (x > y && r[1].n == 3 && !(p == q.b)) buy({.size = 1}); else position.close(); } };
STRATGEN_STRATEGY(S)
