#include <stratgen/strategy.hpp>
struct S : Strategy {
  Series fast, slow, signal, upper, lower, mid, index;
  double size = 0.5, limit = 0.9, stop = 0.95, equity_peak = 0, max = 0, min = 0, sum = 0, mean = 0;
  int count = 0, time = 0, date_ = 0, step = 0, read = 0, write = 0, y0 = 1, j1 = 2, gamma = 3,
      end = 0, begin = 1, data = 2, std_ = 0;
  bool exit = false, entry = true, signal_ = false, main_ = true;
  void reset() { count = 0; }
  void log(double v) { sum += v; }
  double update(double v) { return v; }
  void signal_on() {}
  bool is_long() { return position.is_long(); }
  int sin(int v) { return v; }
  double fmod(double a, double b) { return a - b * floor(a / b); }
  void init() {
    fast = sma(close, 5);
    slow = sma(close, 20);
    signal = ema(fast - slow, 9);
    index = fast;
    mid = slow;
    upper = mid;
    lower = mid;
  }
  void next() {
    if (entry && fast > slow && signal > -1e9 && !position)
      buy({.size = size, .sl = close * stop});
    else if (exit || fast < slow)
      position.close();
    log(update(close));
    x = fmod(5.5, 2) + sin(3);
    if (count++ > 5) reset();
  }
  double x = 0;
};
STRATGEN_STRATEGY(S)
