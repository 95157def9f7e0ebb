#include <stratgen/strategy.hpp>

struct LocalStructs : Strategy {

  void next() {
    struct Swing { double price; int age; double score() const { return price / (age + 1); } };
    const Swing a{close, 1}, b{.price = open, .age = 2};
    if (a.score() > b.score()) buy();
  }
};

STRATGEN_STRATEGY(LocalStructs)
