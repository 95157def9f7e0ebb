#include <stratgen/strategy.hpp>

struct Results : Strategy {

  void next() {
    Order o = buy({.size = 1, .limit = low * 0.98});
    if (o) o.cancel();
    auto again = sell({.size = 1, .limit = high * 1.05, .tag = "far"});
    if (again && !again.is_contingent() && again.limit > close && again.tag == "far" && again.size < 0) again.cancel();
    Order none;
    if (!none && !Order{}) none.cancel();
  }
};

STRATGEN_STRATEGY(Results)
