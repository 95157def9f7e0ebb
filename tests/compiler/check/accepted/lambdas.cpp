#include <stratgen/strategy.hpp>

struct Lambdas : Strategy {
  double peak = 0;
  Series mid, counted;
  int calls = 0;

  void init() {
    mid = each_bar([this] { return (high[0] + low[1]) / 2; });
    counted = each_bar([this]() -> double { ++calls; return calls; });
  }
  void next() {
    auto range = [&](int ago) { return high[ago] - low[ago]; };
    auto square = [](auto x) { return x * x; };
    auto counter = [n = 0]() mutable { return ++n; };
    const auto above = [=, this](double level) { return close > level; };
    double total = 0;
    auto add = [&total](double x) { total += x; };
    for (int i = 0; i < 5; ++i) add(square(range(i)));
    counter();
    if (above(total) and counter() == 2) buy();
    if ([&] { return close < mid; }()) position.close();
  }
};
STRATGEN_STRATEGY(Lambdas)
