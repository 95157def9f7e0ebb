#include <stratgen/strategy.hpp>

using Real = double;
typedef int Count;
namespace cfg { inline namespace v2 { constexpr Real factor = 1.5; } }
namespace c = cfg;
template <class T> using Pair = std::array<T, 2>;
template <class T> constexpr T half = T(0.5);

struct Base { Real weight = 1; Real weighted(Real x) const { return weight * x; } };
struct Derived : Base { Count n = 2; };
class Hidden {
 public:
  void set(int v) { value_ = v; }
  int get() const { return value_; }
 private:
  int value_ = 0;
};

struct Aliases : Strategy {
  using Self = Aliases;
  Derived d;
  Hidden h;
  Pair<Real> pair = {1, 2};
  Count days() const { return d.n; }
  void next() {
    using std::max;
    h.set(h.get() + 1);
    if (d.weighted(close) > max(pair[0], c::factor * half<Real>) && days() == 2) buy();
    auto compare = [](const Base& a, const Base& b) { return a.weight < b.weight; };
    if (compare(d, Base{2})) position.close();
  }
};
STRATGEN_STRATEGY(Aliases)
