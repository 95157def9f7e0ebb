#include <stratgen/strategy.hpp>

struct Cycles : Strategy {
  Series all[3];

  void init() {
    const Series made[] = {ht_dcperiod(close), ht_dcphase(close), ht_trendmode(close)};
    int i = 0;
    for (const Series& s : made) all[i++] = s;
  }

  void next() {
    double total = 0;
    for (const Series& s : all) total += isnan(s) ? 0.0 : double(s);
    if (total != 0 && !position) buy();
    else if (close < open) position.close();
  }
};

STRATGEN_STRATEGY(Cycles)
