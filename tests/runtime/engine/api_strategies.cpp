// Small strategies that note what the API shows them.
#include <stratgen/strategy.hpp>

#include "probe.hpp"

namespace {

using probe::note;

// --- Where next() starts: it notes the first bar it sees ---

#define FIRST_BAR(Name, ...)                    \
  struct Name : Strategy {                      \
    Series kept, other;                         \
    int first = -1;                             \
    void init() { __VA_ARGS__; }                \
    void next() {                               \
      if (first < 0) note(first = bar_index()); \
    }                                           \
  };
FIRST_BAR(NoSeries, )
FIRST_BAR(KeptSeries, kept = sma(close, 3))
FIRST_BAR(UnkeptSeries, sma(close, 3))
FIRST_BAR(LongestCounts, kept = sma(close, 4); other = sma(close, 2))
FIRST_BAR(EveryOutputCounts, kept = ichimoku(1, 2, 4).tenkan)
FIRST_BAR(IntermediateCounts, kept = where(close > 0, close, sma(close, 4)))
FIRST_BAR(ComparisonOfShift, kept = shift(close, 3) > 0)
FIRST_BAR(WhereOfShift, kept = where(isnan(shift(close, 3)), 1, 2))
FIRST_BAR(ArithmeticOfShift, kept = shift(close, 3) + 1)
FIRST_BAR(AllNan, kept = log(close * -1))
FIRST_BAR(AllNanBesideAnother, kept = log(close * -1); other = sma(close, 3))
FIRST_BAR(EachBarCounts, kept = each_bar([this] { return close[2]; }))
FIRST_BAR(UnkeptEachBarCounts, each_bar([this] { return close[2]; }))
FIRST_BAR(AssetDoesNotCount, kept = asset("LATE").close)
FIRST_BAR(ComputedFromAsset, kept = asset("LATE").close + 0)
#undef FIRST_BAR

struct SignalOperandsCount : SignalStrategy {
  auto long_entry() { return shift(close, 3) > 0; }
  double size() { return 1; }
};

struct MemberInitialisers : Strategy {
  Series average = sma(close, 2);
  Series middle = each_bar([this] { return (high[0] + low[0]) / 2; });
  int n = param("n", 3);
  void next() {
    if (bar_index() == 2) {
      note(n);
      note(average);
      note(middle);
    }
  }
};

// --- Values ---

struct Crossings : Strategy {
  Series level;
  void init() { level = where(bar_index_column() < 0, close, 10); }
  Series bar_index_column() {
    return each_bar([this] { return bar_index(); });
  }
  void next() {
    note(crossover(close, level) ? 1 : crossunder(close, level) ? -1 : 0);
    if ((crossover(close, 10)    ? 1
         : crossunder(close, 10) ? -1
                                 : 0) != (crossover(close, level)    ? 1
                                          : crossunder(close, level) ? -1
                                                                     : 0)) {
      note(99);
    }
  }
};

struct BackInTime : Strategy {
  Series shifted, changed, relative, since, limited;
  void init() {
    shifted = shift(close, 2);
    changed = change(close, 1);
    relative = pct_change(close, 2);
    since = bars_since(close > 12);
    limited = clamp(close, 11, 12.5);
  }
  void next() {
    if (bar_index() != 4) return;
    note(shifted);
    note(shift(close, 2));
    note(changed);
    note(change(close));
    note(relative);
    note(since);
    note(bars_since(close > 12));
    note(bars_since(close > 1000) >= 1e6);
    note(limited);
    note(shifted[1]);
    note(isnan(close[5]));
    note(isnan(shifted[3]));
    note(isnan((close - open)[7]));
    note(close[4]);
    note(close[0]);
  }
};

struct Numbers : Strategy {
  void next() {
    if (bar_index() != 1) return;
    const int seven = 7, two = 2;
    note(seven / two);  // an int stays an int
    note(max(seven, two) / 2);
    note(min(seven, two) / 4);
    note(abs(-seven) / 2);
    note(max(seven, 2.5) / 2);
    note(max(1, 5, 3));
    note(std::min(4, 2, 9));
    note(clamp(15, 0, 10));
    note(std::clamp(-0.5, 0, 1));
    note(max(close, 5));
    note(max(5, close, high));
    note(where(close > 5, 1, 2));
    note(where(close > 50, close, 2));
    note(sign(-3) + sign(0) + 10 * sign(2.5));
    note(round(2.5));
    note(floor(-2.5));
    note(pow(2, 10));
    note(sqrt(close - 2));
    note(abs(open - close));
    const double missing = close[9];
    note(missing > 0 || missing <= 0 || missing == missing);
    note((shift(close, 9) != 1) || (shift(close, 9) == 1));
  }
};

struct Remembers : Strategy {
  Series total;
  double sum = 0;
  int calls = 0;
  void init() {
    total = each_bar([this] {
      ++calls;
      return sum += close[0];
    });
  }
  void next() {
    note(total);
    if (bar_index() == 1) note(calls);
  }
};

struct ExpressionsInBothPlaces : Strategy {
  Series spread, ratio, both;
  void init() {
    spread = high - low * 2 + 1;
    ratio = -close / open;
    both = close > open && !(high <= low) || volume == 0;
  }
  void next() {
    note(spread - (high - low * 2 + 1));
    note(ratio - -close / open);
    note(both - (close > open && !(high <= low) || volume == 0));
  }
};

struct ReadsAsset : Strategy {
  Series other;
  Series average;
  void init() {
    other = asset("OTHER").close;
    average = sma(other, 2);
  }
  void next() {
    note(isnan(other) ? -1 : other);
    note(average);
    note(isnan(other[3]) ? -1 : other[3]);
  }
};

struct Dates : Strategy {
  void next() {
    const Date d = date();
    for (int field :
         std::array{d.year, d.month, d.day, d.weekday, d.day_of_year, d.hour, d.minute}) {
      note(field);
    }
    note(trading_day_of_month());
    note(trading_days_left_in_month());
    note(is_pre_holiday());
    note(is_option_expiration_week());
  }
};

// --- Orders, trades, position ---

// Bars 1 and 2 buy, bar 4 closes the first trade; the handles stay in members.
struct KeepsHandles : Strategy {
  Order order;
  Trade first;
  List<Trade, 4> all;
  void next() {
    const int i = bar_index();
    if (i == 1) order = buy({.size = 3, .tag = "a"});
    if (i == 2) {
      first = trades()[0];
      all.push_back(first);
      buy({.size = 2, .tag = 7});
    }
    if (i == 3) all.push_back(trades()[1]);
    if (i == 4) first.close();
    if (i < 3) return;
    note(bool(order));
    note(order.size);
    note(trades().size());
    note(closed_trades().size());
    note(orders().size());
    note(first.size);
    note(first.entry_bar);
    note(first.entry_price);
    note(first.exit_price);
    note(first.exit_bar);
    note(first.pl());
    note(all[1].size);
    order.cancel();
    if (i == 5) {
      first.close();  // gone: does nothing
      first.set_sl(1);
      note(closed_trades()[0].tag == "a");
      note(trades()[0].tag == 7);
      note(orders().size());
    }
  }
};

struct Tags : Strategy {
  void next() {
    if (bar_index() != 1) return;
    const Order text = buy({.size = 1, .limit = 1, .tag = "breakout"}),
                number = buy({.size = 1, .limit = 1, .tag = 42}),
                none = buy({.size = 1, .limit = 1}),
                same = buy({.size = 1, .limit = 1, .tag = "breakout"});
    const Tag kept = text.tag;
    note(text.tag == "breakout");
    note("breakout" == text.tag);
    note(text.tag != "break");
    note(text.tag == 42);
    note(number.tag == 42);
    note(number.tag != 41);
    note(number.tag == "42");
    note(none.tag == 0);
    note(bool(none.tag));
    note(bool(text.tag));
    note(text.tag == same.tag);
    note(text.tag != number.tag);
    note(kept == "breakout");
    note(kept == same.tag);
  }
};

struct PositionNumbers : Strategy {
  void next() {
    if (bar_index() == 1) buy({.size = 4});
    if (bar_index() == 2) buy({.size = 1});
    note(bool(position));
    note(position.size);
    note(position.is_long() - position.is_short());
    note(position.pl());
    note(position.pl_pct());
    note(equity());
    if (bar_index() == 3) note(trades()[0].pl_pct());
  }
};

// round() of halves goes to the even neighbour: 5 * 0.5 = 2.5 closes 2, 7 * 0.5 = 3.5 closes 4.
struct HalfToEven : Strategy {
  int size = param("size", 5);
  double portion = param("portion", 0.5);
  void next() {
    if (bar_index() == 1) buy({.size = size});
    if (bar_index() == 2) position.close(portion);
    if (bar_index() == 3) note(position.size);
  }
};

struct MovesBrackets : Strategy {
  Trade trade;
  void next() {
    const int i = bar_index();
    if (i == 1) buy({.size = 1, .sl = 90, .tp = 120});
    if (i == 2) {
      trade = trades()[0];
      note(trade.sl);
      note(trade.tp);
      note(orders().size());
      note(orders()[0].is_contingent());
      note(orders()[0].stop);   // the stop loss stands in front
      note(orders()[1].limit);  // the target behind
      trade.set_sl(95);
      note(trade.sl);
      note(orders()[0].stop);
      trade.set_sl(0);
      note(trade.sl);
      note(orders().size());
      orders()[0].cancel();
      note(trade.tp);
      note(orders().size());
      trade.set_sl(91);
      trade.set_tp(121);
      note(orders().size());
    }
  }
};

// --- The signal form and the next() form that it means ---

#define CONDITIONS                                          \
  int fast = param("fast", 3);                              \
  int slow = param("slow", 7);                              \
  Series fast_ma, slow_ma, lower;                           \
  void init() {                                             \
    fast_ma = sma(close, fast);                             \
    slow_ma = sma(close, slow);                             \
    lower = shift(lowest(low, 5), 1);                       \
  }                                                         \
  auto long_entry() { return crossover(fast_ma, slow_ma); } \
  auto long_exit() { return close < lower || fast_ma < slow_ma * 0.99; }

struct SignalLong : SignalStrategy {
  CONDITIONS
};
struct NextLong : Strategy {
  CONDITIONS
  void next() {
    const double p = position.size;
    if (p > 0 && long_exit()) position.close();
    if (p <= 0 && long_entry()) {
      if (p < 0) position.close();
      buy();
    }
  }
};

#define SHORTS                                                     \
  CONDITIONS                                                       \
  auto short_entry() { return crossunder(fast_ma, slow_ma); }      \
  auto short_exit() { return close > highest_close || close < 5; } \
  Series highest_close = shift(highest(close, 6), 1);              \
  double size() { return 0.4; }                                    \
  double stop_loss() { return 0.03; }                              \
  double take_profit() { return 0.05; }

struct SignalBoth : SignalStrategy {
  SHORTS
};
struct NextBoth : Strategy {
  SHORTS
  void next() {
    const double p = position.size;
    if (p > 0 && long_exit())
      position.close();
    else if (p < 0 && short_exit())
      position.close();
    if (p <= 0 && long_entry()) {
      if (p < 0) position.close();
      buy({.size = 0.4, .sl = close * (1 - 0.03), .tp = close * (1 + 0.05)});
    } else if (p >= 0 && short_entry()) {
      if (p > 0) position.close();
      sell({.size = 0.4, .sl = close * (1 + 0.03), .tp = close * (1 - 0.05)});
    }
  }
};
#undef CONDITIONS
#undef SHORTS

struct BuysOnBar1 : Strategy {
  void next() {
    if (bar_index() == 1) buy({.size = 1});
  }
};
struct BuysOnce : Strategy {
  bool bought = false;
  void next() {
    if (!bought) buy({.size = 1});
    bought = true;
  }
};

#define STRATEGY(Name) {#Name, stratgen::detail::run<Name>}
constexpr probe::NamedStrategy strategies[] = {STRATEGY(NoSeries),
                                               STRATEGY(KeptSeries),
                                               STRATEGY(UnkeptSeries),
                                               STRATEGY(LongestCounts),
                                               STRATEGY(EveryOutputCounts),
                                               STRATEGY(IntermediateCounts),
                                               STRATEGY(ComparisonOfShift),
                                               STRATEGY(WhereOfShift),
                                               STRATEGY(ArithmeticOfShift),
                                               STRATEGY(AllNan),
                                               STRATEGY(AllNanBesideAnother),
                                               STRATEGY(EachBarCounts),
                                               STRATEGY(UnkeptEachBarCounts),
                                               STRATEGY(AssetDoesNotCount),
                                               STRATEGY(ComputedFromAsset),
                                               STRATEGY(SignalOperandsCount),
                                               STRATEGY(MemberInitialisers),
                                               STRATEGY(Crossings),
                                               STRATEGY(BackInTime),
                                               STRATEGY(Numbers),
                                               STRATEGY(Remembers),
                                               STRATEGY(ExpressionsInBothPlaces),
                                               STRATEGY(ReadsAsset),
                                               STRATEGY(Dates),
                                               STRATEGY(KeepsHandles),
                                               STRATEGY(Tags),
                                               STRATEGY(PositionNumbers),
                                               STRATEGY(HalfToEven),
                                               STRATEGY(MovesBrackets),
                                               STRATEGY(SignalLong),
                                               STRATEGY(NextLong),
                                               STRATEGY(SignalBoth),
                                               STRATEGY(NextBoth),
                                               STRATEGY(BuysOnBar1),
                                               STRATEGY(BuysOnce)};
#undef STRATEGY

}  // namespace

const probe::NamedStrategy* probe::find_api_use(const char* name) {
  return find(strategies, sizeof strategies / sizeof *strategies, name);
}
