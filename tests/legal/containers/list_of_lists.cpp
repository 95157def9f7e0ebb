#include <stratgen/strategy.hpp>

struct ListOfLists : Strategy {
  List<List<int, 3>, 2> rows;

  void next() {
    if (rows.empty()) rows.push_back({});
    if (rows[0].size() < 3) rows[0].push_back(bar_index());
    else rows.clear();
  }
};

STRATGEN_STRATEGY(ListOfLists)
