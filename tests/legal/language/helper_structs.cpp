#include <stratgen/strategy.hpp>

struct Point {
  double x = 0, y = 0;
  constexpr Point() = default;
  constexpr Point(double a, double b) : x(a), y(b) {}
  static constexpr Point unit() { return {1, 1}; }
  constexpr double norm() const noexcept { return x * x + y * y; }
  constexpr Point operator+(const Point& o) const { return {x + o.x, y + o.y}; }
  constexpr bool operator==(const Point& o) const { return x == o.x && y == o.y; }
};
struct Tracker {
  double sum = 0;
  int n = 0;
  void add(double v) { sum += v; ++n; }
  bool full() const { return n >= 10; }
  double mean() const { return sum / n; }
};

struct HelperStructs : Strategy {
  Tracker tracker;

  void next() {
    Point p{1, 2}, q(3, 4), r{close, open};
    p = q + r;
    if (p.norm() > Point::unit().norm() && p != q) buy();
    tracker.add(close);
    if (tracker.full() && tracker.mean() < close) position.close();
  }
};

STRATGEN_STRATEGY(HelperStructs)
