#include <stratgen/strategy.hpp>

enum class Mood { Calm, Wild, Panic };

template <class T>
bool above(T a, T b) {
  return a > b;
}
constexpr int doubled(int n) { return n > 3 ? n * 2 : n; }
static constexpr int eight = doubled(4);
static_assert(eight == 8 && doubled(1) < 2);

// Orders on many kinds of ways.
struct Ways : Strategy {
  int length = param("length", 20);
  Series ma, range;
  Macd trend;
  Mood mood = Mood::Calm;
  double peak = 0;
  bool armed = false;
  List<double, 4> recent;
  double levels[3] = {};
  struct Count {
    int up = 0, down = 0;
  } count;
  Order waiting;
  Series above_ma = each_bar([this] { return close[0] > close[1] && close[1] > close[2] ? 1.0 : 0.0; });

  void init() {
    ma = sma(close, length);
    range = where(close > ma, atr(14), atr(28));
    trend = macd(close);
  }

  bool uptrend() { return close > ma && trend.hist > 0; }
  bool too_late(int bars) {
    for (const auto trade : trades()) {
      if (bar_index() - trade.entry_bar > bars) return true;
    }
    return false;
  }
  Order enter(double share) {
    if (range[0] <= 0) return Order{};
    return share < 0.01 ? Order{} : buy({.size = share, .sl = close * 0.9});
  }
  Mood feel() {
    const double ratio = range / close;
    if (ratio < 0.01) return Mood::Calm;
    return ratio < 0.03 ? Mood::Wild : Mood::Panic;
  }

  void next() {
    if (recent.size() == 4) recent.pop_front();
    recent.push_back(close);
    peak = position ? max(peak, close[0]) : 0.0;
    mood = feel();
    levels[bar_index() % 3] = close;
    if (Order o = waiting; o) armed = o.limit > 0;
    if (close > close[1]) ++count.up; else ++count.down;
    if (trading_days_left_in_week() == 4 && !armed) return;

    const auto exit = [&](bool hard) {
      if (!position) return;
      if (hard || close < peak * 0.95) position.close();
    };
    switch (mood) {
      case Mood::Panic:
        exit(true);
        break;
      case Mood::Wild:
        exit(false);
        [[fallthrough]];
      default:
        if (too_late(30)) { position.close(0.5); break; }
        if (not position and uptrend()) enter(above(trend.macd[0], trend.signal[0]) ? 0.9 : 0.4);
        else if (!position && crossover(close, ma)) waiting = buy({.size = 10, .limit = close * 0.99, .good_for = 3});
    }
    int tries = 0;
    while (tries < 3 && position.is_long()) {
      if (++tries == 2) continue;
      if (tries == 3) break;
      for (const auto trade : trades()) trade.pl_pct() > 0.1 ? trade.set_sl(trade.entry_price) : (void)0;
    }
    do ++tries; while (tries < 2 || (tries < 3 && armed));
    const bool shy = count.up < eight, bold = !shy && (recent.back() > recent.front() || levels[0] < levels[1]);
    if (bold && !position && orders().size() == 0 && date().weekday == 2) sell({.size = 0.3, .tp = close * 0.97});
    else if (bold) { if (position.is_short() && bars_since(close < ma) > 2) position.close(); }
    unsigned char small = 250;
    if (small > count.up) small = static_cast<unsigned char>(count.up);
  }
};
STRATGEN_STRATEGY(Ways)
