// Strategies that do one thing wrong each.
#include <stratgen/strategy.hpp>

#include "probe.hpp"

namespace {

// On bar 2 of flat bars at 100, with prices of the wrong kind or on the wrong side.
#define BAD_ORDER(Name, ...)             \
  struct Name : Strategy {               \
    void next() {                        \
      if (bar_index() == 2) __VA_ARGS__; \
    }                                    \
  };
BAD_ORDER(LongStopAbove, buy({.sl = 105}))
BAD_ORDER(LongStopAtThePrice, buy({.sl = 100}))
BAD_ORDER(LongTargetBelow, buy({.tp = 95}))
BAD_ORDER(ShortStopBelow, sell({.sl = 95}))
BAD_ORDER(ShortTargetAbove, sell({.tp = 105}))
BAD_ORDER(StopAboveTheLimit, buy({.limit = 90, .sl = 95}))
BAD_ORDER(SizeZero, buy({.size = 0}))
BAD_ORDER(SizeNegative, sell({.size = -1}))
BAD_ORDER(SizeOneAndAHalf, buy({.size = 1.5}))
BAD_ORDER(SizeNan, buy({.size = log(-1)}))
BAD_ORDER(SizeInfinite, buy({.size = 1 / (close - 100)}))
BAD_ORDER(LimitNan, buy({.limit = close[5]}))
BAD_ORDER(StopNegative, sell({.stop = -1}))
BAD_ORDER(PortionZero, position.close(0))
BAD_ORDER(PortionTwo, position.close(2))
BAD_ORDER(IndicatorInNext, sma(close, 3))
BAD_ORDER(AssetInNext, asset("VIX"))
BAD_ORDER(EachBarInNext, each_bar([this] { return close[0]; }))
BAD_ORDER(ParamInNext, param("late", 3))
BAD_ORDER(SeriesInNext, Series spread = close - open)
#undef BAD_ORDER

// Five bars back and two forward is no look into the future, but still an index that says what it
// cannot.
struct NegativeIndexOfAShift : Strategy {
  double shifted(int bars) { return shift(close, 5)[bars]; }
  void next() {
    if (bar_index() == 2 && shifted(-2) > 0) buy();
  }
};

struct NegativeIndex : Strategy {
  double close_ago(int bars) { return close[bars]; }
  void next() {
    if (bar_index() == 2 && close_ago(-1) > 0) buy();
  }
};

// Bought on bar 1, so there is a trade on bar 2.
#define BAD_CHANGE(Name, ...)      \
  struct Name : Strategy {         \
    void next() {                  \
      if (bar_index() == 1) buy(); \
      if (bar_index() == 2) {      \
        __VA_ARGS__;               \
      }                            \
    }                              \
  };
BAD_CHANGE(TradePortionTwo, trades()[0].close(2))
BAD_CHANGE(TradeStopNan, trades()[0].set_sl(close[5]))
BAD_CHANGE(TradeTargetNegative, trades()[0].set_tp(-1))
BAD_CHANGE(TradeThatIsNot, trades()[1].close())
#undef BAD_CHANGE

#define BAD_INIT(Name, ...)      \
  struct Name : Strategy {       \
    Series kept;                 \
    void init() { __VA_ARGS__; } \
    void next() {}               \
  };
BAD_INIT(ValueInInit, if (close > 5) kept = close)
BAD_INIT(OrderInInit, buy())
BAD_INIT(CloseInInit, position.close())
BAD_INIT(SizeInInit, if (position.size > 0) kept = close)
BAD_INIT(PlInInit, if (position.pl() > 0) kept = close)
BAD_INIT(EquityInInit, if (equity() > 0) kept = close)
BAD_INIT(TradesInInit, trades())
BAD_INIT(BarIndexInInit, bar_index())
BAD_INIT(DateInInit, date())
BAD_INIT(ParamInInit, param("late", 3))
BAD_INIT(WindowZero, kept = sma(close, 0))
BAD_INIT(ShiftBack, kept = shift(close, -1))
BAD_INIT(ChangeBack, kept = change(close, -2))
BAD_INIT(MissingAsset, kept = asset("VIX").close)
BAD_INIT(FutureInEachBar, kept = each_bar([this] { return close[-1]; }))
BAD_INIT(OrderInEachBar, kept = each_bar([this] {
                           buy();
                           return 0;
                         }))
BAD_INIT(EachBarInEachBar, kept = each_bar([this] { return each_bar([] { return 0; })[0]; }))
BAD_INIT(IndicatorOfNothing, kept = sma(Series(), 3))
BAD_INIT(ArithmeticOfNothing, kept = kept + 1)
#undef BAD_INIT

struct UnassignedSeries : Strategy {
  Series never;
  void next() {
    if (never > 0) buy();
  }
};

struct FullList : Strategy {
  List<double, 2> last;
  void next() { last.push_back(close); }
};

struct ListIndex : Strategy {
  List<int, 4> list;
  void next() { list[0] = 1; }
};

struct ArrayIndex : Strategy {
  std::array<int, 4> array{};
  void next() { array[4] = 1; }
};

struct TwiceTheSame : Strategy {
  int fast = param("n", 5);
  int slow = param("n", 10);
  void next() {}
};

struct DefaultOutside : Strategy {
  int n = param("n", 5, {10, 20, 1});
  void next() {}
};

struct RangeWithoutStep : Strategy {
  int n = param("n", 5, {1, 10});
  void next() {}
};

struct Rejects : Strategy {
  int fast = param("fast", 30);
  int slow = param("slow", 20);
  void init() {
    if (fast >= slow) reject("fast must be below slow");
  }
  void next() {}
};

// Loops that would fill the memory, if what they ask of the engine were free.
struct EndlessOrders : Strategy {
  void next() {
    while (true) buy({.size = 1, .limit = 1});
  }
};
struct EndlessCloses : Strategy {
  void next() {
    if (!position) buy();
    while (position) position.close();
  }
};
struct EndlessStops : Strategy {
  void next() {
    if (!position) buy();
    while (position) trades()[0].set_sl(50);
  }
};
struct EndlessLists : Strategy {
  void next() {
    while (true) orders();
  }
};
struct EndlessSeries : Strategy {
  void init() {
    while (true) Series one_more = close + 1;
  }
  void next() {}
};
struct EndlessIndicators : Strategy {
  void init() {
    for (int n = 1;; n = n % 3 + 1) sma(close, n);
  }
  void next() {}
};

struct ThreeParams : Strategy {
  int n = param("n", 5, {2, 20, 1});
  double k = param("k", 2.5);
  bool both = param("both", true);
  void next() {
    if (bar_index() != 1) return;
    probe::note(n);
    probe::note(k);
    probe::note(both);
  }
};

// Two orders of which the rules refuse the second, and what is left of it.
struct GoesOn : Strategy {
  void next() {
    if (bar_index() != 1) return;
    const Order good = buy({.size = 1, .sl = 95}), bad = buy({.size = 1, .sl = 105}), none;
    probe::note(bool(good));
    probe::note(bool(bad));
    probe::note(bool(none));
    bad.cancel();
    none.cancel();
    Trade{}.close();
    position.close(2);
    probe::note(orders().size());
  }
};

#define STRATEGY(Name) {#Name, stratgen::detail::run<Name>}
constexpr probe::NamedStrategy strategies[] = {STRATEGY(LongStopAbove),
                                               STRATEGY(LongStopAtThePrice),
                                               STRATEGY(LongTargetBelow),
                                               STRATEGY(ShortStopBelow),
                                               STRATEGY(ShortTargetAbove),
                                               STRATEGY(StopAboveTheLimit),
                                               STRATEGY(SizeZero),
                                               STRATEGY(SizeNegative),
                                               STRATEGY(SizeOneAndAHalf),
                                               STRATEGY(SizeNan),
                                               STRATEGY(SizeInfinite),
                                               STRATEGY(LimitNan),
                                               STRATEGY(StopNegative),
                                               STRATEGY(PortionZero),
                                               STRATEGY(PortionTwo),
                                               STRATEGY(NegativeIndex),
                                               STRATEGY(NegativeIndexOfAShift),
                                               STRATEGY(IndicatorInNext),
                                               STRATEGY(AssetInNext),
                                               STRATEGY(EachBarInNext),
                                               STRATEGY(ParamInNext),
                                               STRATEGY(SeriesInNext),
                                               STRATEGY(TradePortionTwo),
                                               STRATEGY(TradeStopNan),
                                               STRATEGY(TradeTargetNegative),
                                               STRATEGY(TradeThatIsNot),
                                               STRATEGY(ValueInInit),
                                               STRATEGY(OrderInInit),
                                               STRATEGY(CloseInInit),
                                               STRATEGY(SizeInInit),
                                               STRATEGY(PlInInit),
                                               STRATEGY(EquityInInit),
                                               STRATEGY(TradesInInit),
                                               STRATEGY(BarIndexInInit),
                                               STRATEGY(DateInInit),
                                               STRATEGY(ParamInInit),
                                               STRATEGY(WindowZero),
                                               STRATEGY(ShiftBack),
                                               STRATEGY(ChangeBack),
                                               STRATEGY(MissingAsset),
                                               STRATEGY(FutureInEachBar),
                                               STRATEGY(OrderInEachBar),
                                               STRATEGY(EachBarInEachBar),
                                               STRATEGY(IndicatorOfNothing),
                                               STRATEGY(ArithmeticOfNothing),
                                               STRATEGY(UnassignedSeries),
                                               STRATEGY(FullList),
                                               STRATEGY(ListIndex),
                                               STRATEGY(ArrayIndex),
                                               STRATEGY(TwiceTheSame),
                                               STRATEGY(DefaultOutside),
                                               STRATEGY(RangeWithoutStep),
                                               STRATEGY(Rejects),
                                               STRATEGY(EndlessOrders),
                                               STRATEGY(EndlessCloses),
                                               STRATEGY(EndlessStops),
                                               STRATEGY(EndlessLists),
                                               STRATEGY(EndlessSeries),
                                               STRATEGY(EndlessIndicators),
                                               STRATEGY(ThreeParams),
                                               STRATEGY(GoesOn)};
#undef STRATEGY

}  // namespace

const probe::NamedStrategy* probe::find_bad_use(const char* name) {
  return find(strategies, sizeof strategies / sizeof *strategies, name);
}
