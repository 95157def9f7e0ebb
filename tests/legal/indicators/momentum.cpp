#include <stratgen/strategy.hpp>

struct Momentum : Strategy {
  Series all[24];

  void init() {
    const Series made[] = {mom(close, 5), roc(close, 5), rocp(close, 5), rocr(close, 5), rocr100(close, 5), rsi(close, 5), cmo(close, 5), trix(close, 5), apo(close, 3, 9, Ma::ema), ppo(close, 3, 9), adx(5), adxr(5), dx(5), plus_di(5), minus_di(5), plus_dm(5), minus_dm(5), aroonosc(5), bop(), cci(5), imi(5), mfi(5), ultosc(3, 5, 9), willr(5)};
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

STRATGEN_STRATEGY(Momentum)
