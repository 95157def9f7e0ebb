#include <stratgen/strategy.hpp>

class Counter {
 public:
  constexpr explicit Counter(int start) : n_(start) {}
  void add() { ++n_; }
  int count() const { return n_; }

 private:
  int n_;
};

struct PrivateHelpers : Strategy {
  Counter c{2};

  void next() {
    c.add();
    if (c.count() > 3 && close > open) buy();
  }
};

STRATGEN_STRATEGY(PrivateHelpers)
