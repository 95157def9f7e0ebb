#include <stratgen/strategy.hpp>

static double midpoint_of(double a, double b) { return (a + b) / 2; }
inline constexpr double weights[] = {0.1, 0.2, 0.7};
const int lengths[3] = {5, 10, 20};
constexpr int sum_of(int n) { return n <= 0 ? 0 : n + sum_of(n - 1); }
static_assert(sum_of(3) == 6);

template <class T>
T larger(const T& a, const T& b) { return a > b ? a : b; }

template <int N>
struct Ring {
  double values[N] = {};
  int next = 0;
  void add(double x) { values[next] = x; next = (next + 1) % N; }
  double mean() const {
    double total = 0;
    for (double v : values) total += v;
    return total / N;
  }
};

template <class... T>
double total(T... values) { return (0.0 + ... + values); }

enum class Regime { Calm, Wild };
enum Colour : unsigned char { Red, Green };

struct Level {
  double price = 0;
  int touches{};
  constexpr Level() = default;
  constexpr Level(double p, int t) : price(p), touches(t) {}
  bool operator==(const Level&) const = default;
  Level operator+(const Level& other) const { return {price + other.price, touches + other.touches}; }
  explicit operator bool() const { return touches > 0; }
};

struct Templates : Strategy {
  Ring<8> ring;
  Level level{1.5, 2};
  Regime regime = Regime::Calm;
  Colour colour = Red;

  static double scaled(double x) { return x * weights[2]; }
  auto spread() { return high - low; }

  void next() {
    ring.add(midpoint_of(high, low));
    const auto m = ring.mean();
    const Level sum = level + Level(m, 1);
    if (larger(m, scaled(close)) > 10 && sum) buy();
    switch (regime) {
      case Regime::Calm: if (spread() > 3) regime = Regime::Wild; break;
      case Regime::Wild: [[fallthrough]];
      default: regime = Regime::Calm;
    }
    if (total(1, 2.5, m) > 100 && static_cast<int>(regime) == 1) position.close();
    colour = static_cast<Colour>(1 - int(colour));
  }
};
STRATGEN_STRATEGY(Templates)
