#include "tests/runtime/sweep/sweep_strategies.hpp"

#include <stratgen/strategy.hpp>

namespace {

struct Cross : Strategy {
  int fast = param("fast", 5, {1, 100, 1});
  int slow = param("slow", 20, {1, 100, 1});
  Series fast_ma, slow_ma;
  void init() {
    fast_ma = sma(close, fast);
    slow_ma = sma(close, slow);
  }
  void next() {
    if (crossover(fast_ma, slow_ma))
      buy();
    else if (crossover(slow_ma, fast_ma))
      position.close();
  }
};

struct Idle : Strategy {
  int a = param("a", 0);
  int b = param("b", 0);
  double c = param("c", 0.5);
  void next() {}
};

struct Ends : Strategy {
  int way = param("way", 0);
  int seed = param("seed", 0);
  void init() {
    if (way == 1) reject("way is 1");
  }
  void next() {
    if (way == 2) buy({.size = close[-way]});
    while (way == 3) buy();  // orders cost budget
    if (way == 4) buy({.size = 1.5});
    if (bar_index() == 1) sell({.size = way == 5 ? 9000 : 1 + seed % 7});
  }
};

}  // namespace

void sweep_strategies::cross(stratgen::abi::Frame* frame) { stratgen::detail::run<Cross>(frame); }
void sweep_strategies::idle(stratgen::abi::Frame* frame) { stratgen::detail::run<Idle>(frame); }
void sweep_strategies::ends(stratgen::abi::Frame* frame) { stratgen::detail::run<Ends>(frame); }
