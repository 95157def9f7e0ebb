#include <stratgen/strategy.hpp>

struct SeveralOutputs : Strategy {
  Macd m, mf, me;
  Bands b, acc;
  Channel c, kc;
  Ichimoku ich;
  Stoch k, kf, kr;
  Aroon a;
  MinMax mm;
  Series last;

  void init() {
    m = macd(close, 3, 9, 4);
    mf = macdfix(close, 4);
    me = macdext(close, 3, 9, 4, Ma::ema, Ma::ema, Ma::sma);
    b = bbands(close, 5, 2.0, 2.0, Ma::ema);
    acc = accbands(5);
    c = donchian(5);
    kc = keltner(5, 1.5);
    ich = ichimoku(3, 5, 9);
    k = stoch(5, 3, 3);
    kf = stochf(5, 3);
    kr = stochrsi(close, 5, 4, 3);
    a = aroon(5);
    mm = minmax(close, 5);
    auto ma = mama(close, 0.5, 0.05);
    auto sine = ht_sine(close);
    auto ph = ht_phasor(close);
    last = ma.mama - ma.fama + sine.sine * 0 + sine.leadsine * 0 + ph.inphase * 0 + ph.quadrature * 0;
  }

  void next() {
    if (m.hist > 0 and b.upper > b.lower and k.k > k.d and a.up >= 0) buy();
    if (c.upper == high or kc.middle < close or ich.span_a > ich.span_b or mm.min < mm.max) position.close();
  }
};

STRATGEN_STRATEGY(SeveralOutputs)
