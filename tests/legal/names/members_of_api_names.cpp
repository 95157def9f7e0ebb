#include <stratgen/strategy.hpp>

struct MembersOfApiNames : Strategy {
  int date = 0, var = 1, sum = 2, orders = 3;
  double beta = 0, equity = 1;
  bool trades = false;

  void init() {
    date = 3;
    beta = 0.5;
  }

  void next() {
    if (date > 0 && beta + var + sum > 0 && !trades) buy();
    else position.close();
  }
};

STRATGEN_STRATEGY(MembersOfApiNames)
