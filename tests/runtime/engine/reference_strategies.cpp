#include "reference_strategies.hpp"

#include <stratgen/strategy.hpp>

namespace reference {

// p01, p02, p19, p27, p29
struct SmaCross : Strategy {
  int n1 = param("n1", 10);
  int n2 = param("n2", 20);
  Series fast, slow;

  void init() {
    fast = sma(close, n1);
    slow = sma(close, n2);
  }
  void next() {
    if (crossover(fast, slow)) {
      position.close();
      buy();
    } else if (crossover(slow, fast)) {
      position.close();
      sell();
    }
  }
};

// p13: at bar 697 the two averages are equal but for rounding, and whether the next bar is a cross
// hangs on how the sums were rounded. So the averages are the recorded ones; `+ 0` makes them
// series of init(), which delay the start as indicators do.
struct SmaCrossAsRecorded : Strategy {
  int n1 = param("n1", 12);
  int n2 = param("n2", 26);
  Series fast, slow;

  void init() {
    fast = asset("s1").close + 0;
    slow = asset("s2").close + 0;
  }
  void next() {
    if (crossover(fast, slow)) {
      position.close();
      buy();
    } else if (crossover(slow, fast)) {
      position.close();
      sell();
    }
  }
};

// p03
struct RsiMeanReversion : Strategy {
  int n = param("n", 14);
  double lo = param("lo", 35.0);
  double hi = param("hi", 60.0);
  double frac = param("frac", 0.5);
  Series strength;

  void init() { strength = rsi(close, n); }
  void next() {
    if (!position && strength < lo)
      buy({.size = frac, .tag = "rsi-in"});
    else if (position && strength > hi)
      position.close();
  }
};

// p04
struct DonchianBreakout : Strategy {
  int n = param("n", 40);
  int m = param("m", 20);
  double k = param("k", 2.5);
  Series upper, lower, range;

  void init() {
    upper = shift(highest(high, n), 1);
    lower = shift(lowest(low, m), 1);
    range = atr(20);
  }
  void next() {
    if (!position) {
      if (close > upper) buy({.size = 0.95, .sl = close - k * range, .tag = "brk"});
    } else if (close < lower) {
      position.close();
    }
  }
};

// p05, p18
struct Brackets : Strategy {
  int n = param("n", 20);
  double slp = param("slp", 0.03);
  double tpp = param("tpp", 0.06);
  Series mean;

  void init() { mean = sma(close, n); }
  void next() {
    if (position) return;
    if (close > mean) {
      buy({.size = 0.9, .sl = close * (1 - slp), .tp = close * (1 + tpp), .tag = "L"});
    } else {
      sell({.size = 0.9, .sl = close * (1 + slp), .tp = close * (1 - tpp), .tag = "S"});
    }
  }
};

// p06
struct LimitOrders : Strategy {
  double off = param("off", 0.02);
  int ttl = param("ttl", 3);
  Series mean;
  int age = 0;

  void init() { mean = sma(close, 50); }
  void next() {
    if (position) {
      const Trade first = trades()[0];
      if (bar_index() - first.entry_bar >= 10) first.close();
      return;
    }
    if (orders().size() > 0) {
      if (++age >= ttl) {
        for (Order order : orders()) order.cancel();
      }
      return;
    }
    if (close > mean) {
      buy({.size = 50, .limit = close * (1 - off)});
      age = 0;
    }
  }
};

// p07
struct StopOrders : Strategy {
  int n = param("n", 10);
  Series upper, lower;

  void init() {
    upper = highest(high, n);
    lower = lowest(low, n);
  }
  void next() {
    for (Order order : orders()) {
      if (!position || !order.is_contingent()) order.cancel();
    }
    if (!position) {
      buy({.size = 0.3, .stop = upper * 1.001, .tag = "up"});
      sell({.size = 0.3, .stop = lower * 0.999, .tag = "dn"});
    } else if (bar_index() - trades()[0].entry_bar >= 15) {
      position.close();
    }
  }
};

// p08
struct StopLimits : Strategy {
  Series upper;

  // numpy's round(x, 2): half to even.
  static double cents(double x) {
    const double scaled = x * 100, up = round(scaled);
    const bool tie = up - scaled == 0.5;
    return (tie && floor(up / 2) * 2 != up ? up - 1 : up) / 100;
  }

  void init() { upper = highest(high, 20); }
  void next() {
    if (position) return;
    for (Order order : orders()) order.cancel();
    const double stop = cents(upper * 1.002);
    buy({.size = 0.5,
         .limit = cents(stop * 1.004),
         .stop = stop,
         .sl = cents(stop * 0.97),
         .tp = cents(stop * 1.05),
         .tag = "sl"});
  }
};

// p09
struct ShortOnly : Strategy {
  Series fast, slow;

  void init() {
    fast = sma(close, 10);
    slow = sma(close, 30);
  }
  void next() {
    if (crossover(slow, fast) && !position)
      sell({.size = 0.8, .sl = close * 1.08});
    else if (crossover(fast, slow))
      position.close();
  }
};

// p10
struct Hedging : Strategy {
  Series mean;

  void init() { mean = sma(close, 48); }
  void next() {
    const int i = bar_index();
    if (i % 7 == 0 && trades().size() < 6) {
      if (close > mean)
        buy({.size = 5000, .sl = close - 0.004, .tp = close + 0.006, .tag = i});
      else
        sell({.size = 5000, .sl = close + 0.004, .tp = close - 0.006, .tag = i});
    }
    if (i % 50 == 0) buy({.size = 3000, .tag = "drip"});
    for (Trade trade : trades()) {
      if (trade.tag == "drip" && i - trade.entry_bar >= 30) trade.close();
    }
  }
};

// p11
struct ExclusivePending : Strategy {
  Series fast, slow;

  void init() {
    fast = sma(close, 5);
    slow = sma(close, 15);
  }
  void next() {
    if (crossover(fast, slow))
      buy({.size = 0.6, .limit = close * 0.985});
    else if (crossover(slow, fast))
      sell({.size = 0.6, .limit = close * 1.015});
    else if (bar_index() % 45 == 0)
      buy({.size = 0.2, .stop = close * 1.01, .sl = close * 0.95});
  }
};

// p12, and p17, whose actions show that its entries had the same brackets
struct BracketedCross : Strategy {
  int n1 = param("n1", 8);
  int n2 = param("n2", 21);
  Series fast, slow;

  void init() {
    fast = sma(close, n1);
    slow = sma(close, n2);
  }
  void next() {
    if (crossover(fast, slow)) {
      position.close();
      buy({.size = 0.9, .sl = close * 0.94, .tp = close * 1.25});
    } else if (crossover(slow, fast)) {
      position.close();
      sell({.size = 0.9, .sl = close * 1.06, .tp = close * 0.8});
    }
  }
};

// p14
struct Pyramiding : Strategy {
  Series mean;

  void init() { mean = sma(close, 30); }
  void next() {
    const int open_trades = trades().size(), i = bar_index();
    if (close > mean) {
      if (open_trades < 8 && i % 4 == 0) buy({.size = i % 8 != 0 ? 0.35 : 40, .tag = open_trades});
    } else if (position) {
      position.close();
    }
  }
};

// p15
struct PartialCloses : Strategy {
  Series upper;
  bool halved = false, raised = false;

  void init() { upper = shift(highest(high, 25), 1); }
  void next() {
    if (!position) {
      if (close > upper) {
        buy({.size = 101, .sl = close * 0.93});
        halved = raised = false;
      }
      return;
    }
    for (Trade trade : trades()) {
      if (trade.pl_pct() > 0.04 && !halved) {
        trade.close(0.5);
        halved = true;
      } else if (trade.pl_pct() > 0.08 && !raised) {
        trade.close(1.0 / 3);
        raised = true;
        trade.set_sl(trade.entry_price);
      } else if (trade.pl_pct() > 0.15) {
        position.close(0.25);
      }
    }
  }
};

// p16
struct TrailingStop : Strategy {
  Series range, mean;

  void init() {
    range = atr(14);
    mean = sma(close, 50);
  }
  void next() {
    for (Trade trade : trades()) {
      if (trade.is_long())
        trade.set_sl(max(trade.sl, close - 3 * range));
      else
        trade.set_sl(trade.sl != 0 ? min(trade.sl, close + 3 * range) : close + 3 * range);
    }
    if (position) return;
    if (close > mean)
      buy({.tag = "long"});
    else
      sell({.tag = "short"});
  }
};

// p20
struct BuyAndHold : Strategy {
  void next() {
    if (bar_index() == 1) buy();
  }
};

// p21
struct NoTrades : Strategy {
  Series mean;
  void init() { mean = sma(close, 10); }
  void next() {}
};

// p26
struct TwoWinners : Strategy {
  void next() {
    const int i = bar_index();
    if (i == 2 || i == 12) buy({.size = 10});
    if (i == 8 || i == 20) position.close();
  }
};

// p28
struct OneTrade : Strategy {
  void next() {
    if (bar_index() == 100) sell();
    if (bar_index() == 150) position.close();
  }
};

template <class T>
inline constexpr Entry entry = stratgen::detail::run<T>;

Entry strategy_of_case(int number) {
  constexpr Entry entries[] = {
      nullptr,                    // cases count from 1
      entry<SmaCross>,            // 1
      entry<SmaCross>,            // 2
      entry<RsiMeanReversion>,    // 3
      entry<DonchianBreakout>,    // 4
      entry<Brackets>,            // 5
      entry<LimitOrders>,         // 6
      entry<StopOrders>,          // 7
      entry<StopLimits>,          // 8
      entry<ShortOnly>,           // 9
      entry<Hedging>,             // 10
      entry<ExclusivePending>,    // 11
      entry<BracketedCross>,      // 12
      entry<SmaCrossAsRecorded>,  // 13
      entry<Pyramiding>,          // 14
      entry<PartialCloses>,       // 15
      entry<TrailingStop>,        // 16
      entry<BracketedCross>,      // 17
      entry<Brackets>,            // 18
      entry<SmaCross>,            // 19
      entry<BuyAndHold>,          // 20
      entry<NoTrades>,            // 21
      nullptr,                    // 22 to 25 are random scripts
      nullptr,                    //
      nullptr,                    //
      nullptr,                    // 25
      entry<TwoWinners>,          // 26
      entry<SmaCross>,            // 27
      entry<OneTrade>,            // 28
      entry<SmaCross>,            // 29
  };
  return entries[number];
}

}  // namespace reference
