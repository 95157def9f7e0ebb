#include <stratgen/strategy.hpp>

constexpr Tag entry_tag{"entry"};
constexpr char name[] = "named";
constexpr Tag tags[] = {"a", "b", 3};

struct ConstantTags : Strategy {
  static constexpr Tag stop_tag = "stop";
  static constexpr Tag none{};

  void next() {
    static_assert(entry_tag == "entry" && !none && tags[2] == 3);
    if (trades().size() < 4) {
      buy({.size = 2, .tag = entry_tag});
      buy({.size = 2, .tag = name});
      sell({.size = 1, .tag = tags[bar_index() % 3]});
    }
    for (auto t : trades()) {
      if (t.tag == entry_tag && t.pl_pct() > 0.01) t.close();
      if (t.tag != stop_tag && t.pl_pct() < -0.01) t.close();
    }
  }
};

STRATGEN_STRATEGY(ConstantTags)
