// expect: exit 5, "never assigned"
#include <stratgen/strategy.hpp>

struct S : SignalStrategy {
  List<Series, 3> a;
  void init() { a.push_back(Series()); }
  auto long_entry() { return close > a[0]; }
};
STRATGEN_STRATEGY(S)
