#include <stratgen/strategy.hpp>

struct HashAndLcg : Strategy {
  unsigned long state = 42;

  void next() {
    state = state * 6364136223846793005u + 1442695040888963407u;
    unsigned h = 2166136261u;
    for (int i = 0; i < 4; ++i) { h ^= static_cast<unsigned>(bar_index() >> i); h *= 16777619u; }
    if ((state >> 60) > 7 && h % 2) buy({.size = 1});
    else position.close();
  }
};

STRATGEN_STRATEGY(HashAndLcg)
