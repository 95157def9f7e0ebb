#include <stratgen/strategy.hpp>

namespace mine {
struct Trade { int a, b; };
struct Order { int n; };
int sma(int n) { return n; }
int max(int a, int b) { return a > b ? a : b; }
}

struct OwnTypesNamedAsInTheApi : Strategy {

  void next() {
    mine::Trade t{1, 2};
    mine::Order o{3};
    if (t.a + o.n > 0 && mine::sma(2) > 1 && mine::max(1, 2) == 2) buy();
  }
};

STRATGEN_STRATEGY(OwnTypesNamedAsInTheApi)
