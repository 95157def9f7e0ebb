#include <stratgen/strategy.hpp>

constexpr int table[4] = {1, 2, 3, 4};
constexpr double fraction = 1.0 / 3;
const int bars_per_week = 5;
static const double ratio = 1.618;
inline constexpr std::array<int, 3> fib = {1, 1, 2};
struct Point { double x = 0, y = 0; };
constexpr Point origin;
constexpr auto half = 0.5f;
static_assert(bars_per_week == 5 && fib[2] == 2, "constant");
constexpr int factorial(int n) { return n < 2 ? 1 : n * factorial(n - 1); }
static_assert(factorial(5) == 120);
namespace limits { constexpr long top = 1L << 40; }

struct Constants : Strategy {
  static constexpr double threshold = 1.5;
  static constexpr double weights[] = {0.5, 0.3, 0.2};
  static constexpr int square(int n) { return n * n; }
  static const int limit = 7;

  void next() {
    if (close > threshold && weights[1] > 0.2 && table[bar_index() % 4] > 1 && square(3) == 9 && origin.x < 1 && limit > fraction) buy();
  }
};

STRATGEN_STRATEGY(Constants)
