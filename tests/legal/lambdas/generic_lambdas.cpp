#include <stratgen/strategy.hpp>

struct GenericLambdas : Strategy {

  void next() {
    auto add = [](auto a, auto b) { return a + b; };
    auto typed = []<class T>(T a, T b) { return a < b ? b : a; };
    auto sum = [](auto... v) { return (v + ... + 0.0); };
    auto apply = [](auto f, double v) { return f(v); };
    if (add(1, 2.5) + typed(1, 2) + sum(1, 2.0, close) + apply([](double v) { return v * 2; }, open) > 0 && add(close, open) > 0) buy();
  }
};

STRATGEN_STRATEGY(GenericLambdas)
