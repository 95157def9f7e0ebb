#include <stratgen/strategy.hpp>
struct A : Strategy {
  double alpha = param("alpha", 0.1, {0.05, 0.5, 0.05});
  double level = 0;
  bool started = false;
  Series ewm, dd, streak, kama2;
  void init() {
    ewm = each_bar([this] {
      if (!started) {
        level = close;
        started = true;
      } else
        level += alpha * (close - level);
      return level;
    });
    dd = each_bar([this, peak = 0.0]() mutable {
      peak = max(peak, close);
      return close / peak - 1;
    });
    streak = each_bar([&, run = 0]() mutable -> double {
      if (close > close[1])
        run = run > 0 ? run + 1 : 1;
      else if (close < close[1])
        run = run < 0 ? run - 1 : -1;
      else
        run = 0;
      return run;
    });
    kama2 = each_bar([this] {
      double s = 0;
      for (int i = 0; i < 10; ++i) s += abs(change(close, 1)[i]);
      return s == 0 ? 0.0 : abs(close - close[10]) / s;
    });
  }
  void next() {
    if (close > ewm && dd > -0.1 && streak >= 2 && !position)
      buy();
    else if (streak <= -3 || kama2 < 0.1)
      position.close();
  }
};
STRATGEN_STRATEGY(A)
