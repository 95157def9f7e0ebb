#include <stratgen/strategy.hpp>

struct StructuredBindings : Strategy {
  struct Limits { double low, high; };
  struct State { int count = 0; double sum = 0; } state;
  struct Past { double price = 0; int age = 0; };
  Past history[4];
  Limits range_of(int n) const {
    Limits r{low, high};
    for (int i = 1; i < n; ++i) { r.low = min(r.low, low[i]); r.high = max(r.high, high[i]); }
    return r;
  }

  void next() {
    const auto [low_value, high_value] = range_of(5);
    auto& [count, sum] = state;
    count += 1;
    sum += high_value - low_value;
    double pair[2] = {close, open};
    auto [c, o] = pair;
    for (auto [price, age] : history) sum += price * age;
    auto [a, b, d] = std::array<double, 3>{1, 2, 3};
    if (c > o && a < b && b < d) buy({.size = 1});
    history[count % 4] = {close, 1};
  }
};

STRATGEN_STRATEGY(StructuredBindings)
