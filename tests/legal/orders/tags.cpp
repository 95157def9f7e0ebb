#include <stratgen/strategy.hpp>

struct Tags : Strategy {
  Tag last;

  void next() {
    if (bar_index() % 10 == 0) buy({.size = 1, .tag = 7});
    if (bar_index() % 10 == 1) buy({.size = 1, .tag = "breakout"});
    if (bar_index() % 10 == 2) buy({.size = 1, .tag = "up"});
    if (bar_index() % 10 == 3) buy({.size = 1, .tag = 123456789012L});
    if (bar_index() % 10 == 4) buy({.size = 1, .tag = true});
    for (auto t : trades()) {
      if (t.tag == 7 || t.tag == "breakout") t.close();
      if (t.tag) last = t.tag;
      if (t.tag == last) t.close();
    }
    Tag mine = 3, text = "x", none;
    if (mine == 3 && text == "x" && !none && !(mine == text)) last = mine;
  }
};

STRATGEN_STRATEGY(Tags)
