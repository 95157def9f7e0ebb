#include <stratgen/strategy.hpp>

struct VolumeAndRange : Strategy {
  Series all[10];

  void init() {
    const Series made[] = {ad(), adosc(3, 10), obv(), atr(5), natr(5), trange(), avgprice(), medprice(), typprice(), wclprice()};
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

STRATGEN_STRATEGY(VolumeAndRange)
