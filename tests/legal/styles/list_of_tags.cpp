#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series ma;
  double x = 0;
  int k = 0;
  List<Tag, 3> tags;
  void init() {
    ma = sma(close, 10);
    tags.push_back("one");
    tags.push_back("two");
    tags.push_back(3);
  }
  void next() {
    if (orders().empty() && !position)
      buy({.size = 0.2, .limit = close * 0.99, .tag = tags[bar_index() % 3]});

    if (x + k > 1e18) buy();
  }
};
STRATGEN_STRATEGY(S)
