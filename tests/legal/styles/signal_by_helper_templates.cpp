#include <stratgen/strategy.hpp>
template <class S>
auto oversold(S s, double lvl) {
  return s < lvl;
}
auto trend_up(const Series& a, const Series& b) { return a > b && shift(a, 1) > shift(b, 1); }
struct Sig : SignalStrategy {
  Series r = rsi(close, 2), f = sma(close, 10), s = sma(close, 50);
  auto long_entry() { return trend_up(f, s) && oversold(r, 15.0); }
  auto long_exit() {
    auto hot = r > 80;
    auto weak = f < s;
    return hot || weak;
  }
};
STRATGEN_STRATEGY(Sig)
