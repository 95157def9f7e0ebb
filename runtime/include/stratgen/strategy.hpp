// The strategy API: all that a strategy may include, and the reference for writing one.
//
//   #include <stratgen/strategy.hpp>
//
//   struct SmaCross : Strategy {
//     int fast = param("fast", 20, {5, 60, 5});     // name, default, {min, max, step}
//     int slow = param("slow", 50, {20, 200, 10});
//     Series fast_ma, slow_ma;
//
//     void init() {                                  // once: columns over all bars
//       if (fast >= slow) reject("fast must be below slow");
//       fast_ma = sma(close, fast);
//       slow_ma = sma(close, slow);
//     }
//     void next() {                                  // once per bar: values now
//       if (crossover(fast_ma, slow_ma)) buy({.size = 0.95, .sl = close * 0.98});
//       else if (crossover(slow_ma, fast_ma)) position.close();
//     }
//   };
//   STRATGEN_STRATEGY(SmaCross)
//
// One struct, public members, no constructor. next() starts at the bar after the first one at which
// every series of init() has a value. Orders fill at the next bar's open.
//
// Series. close[0] or just close is the current bar, close[1] the one before; the future has no
// name, and before the first bar there is NaN. In init() series are columns without a current
// value; in next() they are numbers. + - * / < > <= >= == != && || !, abs log exp sqrt pow min max
// sign floor ceil round clamp isnan and these work bar by bar on series and numbers alike (a
// comparison with NaN is false; in `c ? a : b` with a series write 0.0, not 0):
//   where(condition, a, b)   shift(s, n)   change(s, n)   pct_change(s, n) = s / shift(s, n) - 1
//   crossover(a, b): a was below b and is now above;  crossunder(a, b);  bars_since(condition)
//   Series spread = close - sma(close, 20);   // in init(): keeps an expression as a column
// Fixed-size storage: T a[N], std::array<T, N>, List<T, N> (push_back pop_back pop_front clear size
// empty front back [i], range-for). Helper functions, structs, enums, lambdas and templates are
// welcome; pointers, new, globals, casts other than between numbers, and other includes are not.
#pragma once
// clang-format off: one line per function, so that the reference stays short

#include "detail/handles.hpp"

#pragma clang attribute push( \
    __attribute__((always_inline, no_sanitize("signed-integer-overflow", "array-bounds", "float-cast-overflow"))), \
    apply_to = function)

namespace stratgen::inline v1 {

// Type of moving average, the last and optional argument where there is one.
enum class Ma { sma = 0, ema = 1, wma = 2, dema = 3, tema = 4, trima = 5, kama = 6, t3 = 8 };

// Indicators with several outputs.
struct Asset { Series open, high, low, close, volume; };
struct Macd { Series macd, signal, hist; };
struct Bands { Series upper, middle, lower; };
struct Channel { Series upper, lower, middle; };
struct Stoch { Series k, d; };
struct Aroon { Series up, down; };
struct Ichimoku { Series tenkan, kijun, span_a, span_b; };
struct Mama { Series mama, fama; };
struct Sine { Series sine, leadsine; };
struct Phasor { Series inphase, quadrature; };
struct MinMax { Series min, max; };

// As stamped in the data; Monday is weekday 0.
struct Date { int year, month, day, weekday, day_of_year, hour, minute; };

struct Strategy {
  detail::Engine* engine_;
  Series open, high, low, close, volume;  // the traded asset
  Position position;  // .size .is_long() .is_short() .pl() .pl_pct() .close() .close(0.5); false when flat

  Strategy(detail::Engine* e)
      : engine_(e), open(e->frame->open, e), high(e->frame->high, e), low(e->frame->low, e),
        close(e->frame->close, e), volume(e->frame->volume, e), position(e) {}

  // --- Parameters: in member initialisers only, with constant arguments ---
  using Range_ = abi::ParamRange;  // {min, max, step}
  int param(const char* name, int value) { return int(param_(name, abi::ParamKind::Int, value)); }
  int param(const char* name, int value, Range_ r) { return int(param_(name, abi::ParamKind::Int, value, r)); }
  double param(const char* name, double value) { return param_(name, abi::ParamKind::Double, value); }
  double param(const char* name, double value, Range_ r) { return param_(name, abi::ParamKind::Double, value, r); }
  bool param(const char* name, bool value) { return param_(name, abi::ParamKind::Bool, value) != 0; }
  // In init(): this combination makes no sense, e.g. reject("fast must be below slow").
  void reject(const char* reason) { sg_reject(engine_->frame, reason); }

  // --- Orders. Every field may be left out and takes an int, a double or a series; 0 means none ---
  // size: 0 < size < 1 is a fraction of the available equity, size >= 1 whole units.
  //   buy({.size = 0.5, .limit = x, .stop = x, .sl = x, .tp = x, .tag = "breakout"});   -> Order, .cancel()
  // .good_for = n: the order lapses after n bars. .intraday = true: it lapses with the session, and the trade it
  // opened is closed at the session's last close.
  Order buy(const OrderArgs& args = {}) { return {engine_->frame, sg_place(engine_->frame, true, args.request_())}; }
  Order sell(const OrderArgs& args = {}) { return {engine_->frame, sg_place(engine_->frame, false, args.request_())}; }
  // Snapshots with [i], size(), range-for. A Trade has .size .entry_price .entry_bar .sl .tp .tag .pl()
  // .pl_pct() (a fraction) .is_long() .is_short() .close(portion = 1) .set_sl(x) .set_tp(x), and
  // .exit_price .exit_bar once closed; an Order .size .limit .stop .sl .tp .tag .is_contingent() .cancel().
  auto trades() { return detail::snapshot<Trade, abi::TradeState>(live_(), abi::ListKind::Trades); }
  auto closed_trades() { return detail::snapshot<Trade, abi::TradeState>(live_(), abi::ListKind::ClosedTrades); }
  auto orders() { return detail::snapshot<Order, abi::OrderState>(live_(), abi::ListKind::Orders); }
  double equity() { return abi::equity(*live_(), close[0]); }
  int bar_index() { return now_()->bar; }

  // --- Time. Sessions are the exchange's ---
  Date date() {
    const abi::Day& d = day_();
    return {d.year, d.month, d.day, d.weekday, d.day_of_year, d.hour, d.minute};
  }
  int trading_day_of_month() { return day_().trading_day_of_month; }  // 1 is the first
  int trading_days_left_in_month() { return day_().trading_days_left_in_month; }  // 0 on the last
  int trading_day_of_week() { return day_().trading_day_of_week; }
  int trading_days_left_in_week() { return day_().trading_days_left_in_week; }
  bool is_pre_holiday() { return day_().pre_holiday; }
  bool is_option_expiration_week() { return day_().option_expiration_week; }
  double moon_phase() { return day_().moon_phase; }  // 0 new, 0.5 full

  // --- In init() only, from here on ---
  // Another asset, read only, aligned without look-ahead: asset("VIX").close. It, or the traded one by its name, in
  // another time frame (1m 5m 15m 30m 1h 4h 1d 1wk 1mo): asset("SPY", "1wk").close is that of the last finished week.
  Asset asset(const char* symbol, const char* timeframe = "") {
    [[clang::uninitialized]] const double* c[5];
    sg_asset(engine_->frame, symbol, timeframe, c);
    return {{c[0], engine_}, {c[1], engine_}, {c[2], engine_}, {c[3], engine_}, {c[4], engine_}};
  }
  // A custom indicator, computed in order from the first bar; it sees that bar and those before it.
  //   Series mid = each_bar([this] { return (high[0] + low[1]) / 2; });
  template <class F>
  Series each_bar(F body) {
    double* const column = sg_new_column(engine_->frame);
    detail::Engine& engine = *engine_;
    const abi::Phase before = engine.frame->phase;  // members may be initialised with it, too
    engine.frame->phase = abi::Phase::EachBar;
    const auto bars = static_cast<detail::Bars>(engine.frame->bars);
    for (detail::Bars i = 0; i < bars; ++i) {
      engine.frame->bar = static_cast<int>(i);
      engine.visible = i + 1;
      column[i] = static_cast<double>(body());
    }
    engine.visible = 0;
    engine.frame->phase = before;
    sg_column_done(engine.frame, column);
    return {column, engine_};
  }

  // Indicators: TA-Lib's names, arguments, defaults and values, in lower case.
  // Moving averages
  Series sma(Series s, int n = 30) { return one_("sma", {s}, {n}); }
  Series ema(Series s, int n = 30) { return one_("ema", {s}, {n}); }
  Series wma(Series s, int n = 30) { return one_("wma", {s}, {n}); }
  Series dema(Series s, int n = 30) { return one_("dema", {s}, {n}); }
  Series tema(Series s, int n = 30) { return one_("tema", {s}, {n}); }
  Series trima(Series s, int n = 30) { return one_("trima", {s}, {n}); }
  Series kama(Series s, int n = 30) { return one_("kama", {s}, {n}); }
  Series t3(Series s, int n = 5, double v = 0.7) { return one_("t3", {s}, {n, v}); }
  Series hma(Series s, int n = 16) { return one_("hma", {s}, {n}); }
  Mama mama(Series s, double fast = 0.5, double slow = 0.05) { return many_<Mama, 2>("mama", {s}, {fast, slow}); }
  Series ht_trendline(Series s) { return one_("ht_trendline", {s}, {}); }
  Series ewma(Series s, double alpha) { return one_("ewma", {s}, {alpha}); }
  Series vwap(int n) { return one_("vwap", {high, low, close, volume}, {n}); }
  // Bands, channels, stops
  Bands bbands(Series s, int n = 5, double up = 2, double down = 2, Ma ma = Ma::sma) { return many_<Bands, 3>("bbands", {s}, {n, up, down, ma}); }
  Bands accbands(int n = 20) { return many_<Bands, 3>("accbands", {high, low, close}, {n}); }
  Channel donchian(int n) { return many_<Channel, 3>("donchian", {high, low}, {n}); }
  Channel keltner(int n, double mult) { return many_<Channel, 3>("keltner", {high, low, close}, {n, mult}); }
  Ichimoku ichimoku(int n1 = 9, int n2 = 26, int n3 = 52) { return many_<Ichimoku, 4>("ichimoku", {high, low}, {n1, n2, n3}); }
  Series supertrend(int n, double mult) { return one_("supertrend", {high, low, close}, {n, mult}); }
  Series sar(double step = 0.02, double max = 0.2) { return one_("sar", {high, low}, {step, max}); }
  Series sarext(double start = 0, double offset = 0, double init_long = 0.02, double step_long = 0.02, double max_long = 0.2, double init_short = 0.02, double step_short = 0.02, double max_short = 0.2) {
    return one_("sarext", {high, low}, {start, offset, init_long, step_long, max_long, init_short, step_short, max_short});
  }
  Series midpoint(Series s, int n = 14) { return one_("midpoint", {s}, {n}); }
  Series midprice(int n = 14) { return one_("midprice", {high, low}, {n}); }
  // Momentum
  Series mom(Series s, int n = 10) { return one_("mom", {s}, {n}); }
  Series roc(Series s, int n = 10) { return one_("roc", {s}, {n}); }
  Series rocp(Series s, int n = 10) { return one_("rocp", {s}, {n}); }
  Series rocr(Series s, int n = 10) { return one_("rocr", {s}, {n}); }
  Series rocr100(Series s, int n = 10) { return one_("rocr100", {s}, {n}); }
  Series rsi(Series s, int n = 14) { return one_("rsi", {s}, {n}); }
  Series cmo(Series s, int n = 14) { return one_("cmo", {s}, {n}); }
  Series trix(Series s, int n = 30) { return one_("trix", {s}, {n}); }
  Series apo(Series s, int fast = 12, int slow = 26, Ma ma = Ma::sma) { return one_("apo", {s}, {fast, slow, ma}); }
  Series ppo(Series s, int fast = 12, int slow = 26, Ma ma = Ma::sma) { return one_("ppo", {s}, {fast, slow, ma}); }
  Macd macd(Series s, int fast = 12, int slow = 26, int signal = 9) { return many_<Macd, 3>("macd", {s}, {fast, slow, signal}); }
  Macd macdfix(Series s, int signal = 9) { return many_<Macd, 3>("macdfix", {s}, {signal}); }
  Macd macdext(Series s, int fast = 12, int slow = 26, int signal = 9, Ma fast_ma = Ma::sma, Ma slow_ma = Ma::sma, Ma signal_ma = Ma::sma) {
    return many_<Macd, 3>("macdext", {s}, {fast, slow, signal, fast_ma, slow_ma, signal_ma});
  }
  Stoch stoch(int k = 5, int slow_k = 3, int d = 3, Ma k_ma = Ma::sma, Ma d_ma = Ma::sma) { return many_<Stoch, 2>("stoch", {high, low, close}, {k, slow_k, d, k_ma, d_ma}); }
  Stoch stochf(int k = 5, int d = 3, Ma d_ma = Ma::sma) { return many_<Stoch, 2>("stochf", {high, low, close}, {k, d, d_ma}); }
  Stoch stochrsi(Series s, int n = 14, int k = 5, int d = 3, Ma d_ma = Ma::sma) { return many_<Stoch, 2>("stochrsi", {s}, {n, k, d, d_ma}); }
  Series adx(int n = 14) { return one_("adx", {high, low, close}, {n}); }
  Series adxr(int n = 14) { return one_("adxr", {high, low, close}, {n}); }
  Series dx(int n = 14) { return one_("dx", {high, low, close}, {n}); }
  Series plus_di(int n = 14) { return one_("plus_di", {high, low, close}, {n}); }
  Series minus_di(int n = 14) { return one_("minus_di", {high, low, close}, {n}); }
  Series plus_dm(int n = 14) { return one_("plus_dm", {high, low}, {n}); }
  Series minus_dm(int n = 14) { return one_("minus_dm", {high, low}, {n}); }
  Aroon aroon(int n = 14) { return many_<Aroon, 2>("aroon", {high, low}, {n}); }
  Series aroonosc(int n = 14) { return one_("aroonosc", {high, low}, {n}); }
  Series bop() { return one_("bop", {open, high, low, close}, {}); }
  Series cci(int n = 14) { return one_("cci", {high, low, close}, {n}); }
  Series imi(int n = 14) { return one_("imi", {open, close}, {n}); }
  Series mfi(int n = 14) { return one_("mfi", {high, low, close, volume}, {n}); }
  Series ultosc(int n1 = 7, int n2 = 14, int n3 = 28) { return one_("ultosc", {high, low, close}, {n1, n2, n3}); }
  Series willr(int n = 14) { return one_("willr", {high, low, close}, {n}); }
  // Volume, range, price
  Series ad() { return one_("ad", {high, low, close, volume}, {}); }
  Series adosc(int fast = 3, int slow = 10) { return one_("adosc", {high, low, close, volume}, {fast, slow}); }
  Series obv() { return one_("obv", {close, volume}, {}); }
  Series atr(int n = 14) { return one_("atr", {high, low, close}, {n}); }
  Series natr(int n = 14) { return one_("natr", {high, low, close}, {n}); }
  Series trange() { return one_("trange", {high, low, close}, {}); }
  Series avgprice() { return one_("avgprice", {open, high, low, close}, {}); }
  Series medprice() { return one_("medprice", {high, low}, {}); }
  Series typprice() { return one_("typprice", {high, low, close}, {}); }
  Series wclprice() { return one_("wclprice", {high, low, close}, {}); }
  // Cycles
  Series ht_dcperiod(Series s) { return one_("ht_dcperiod", {s}, {}); }
  Series ht_dcphase(Series s) { return one_("ht_dcphase", {s}, {}); }
  Series ht_trendmode(Series s) { return one_("ht_trendmode", {s}, {}); }
  Sine ht_sine(Series s) { return many_<Sine, 2>("ht_sine", {s}, {}); }
  Phasor ht_phasor(Series s) { return many_<Phasor, 2>("ht_phasor", {s}, {}); }
  // Over the last n values
  Series highest(Series s, int n = 30) { return one_("highest", {s}, {n}); }
  Series lowest(Series s, int n = 30) { return one_("lowest", {s}, {n}); }
  Series maxindex(Series s, int n = 30) { return one_("maxindex", {s}, {n}); }
  Series minindex(Series s, int n = 30) { return one_("minindex", {s}, {n}); }
  MinMax minmax(Series s, int n = 30) { return many_<MinMax, 2>("minmax", {s}, {n}); }
  Series sum(Series s, int n = 30) { return one_("sum", {s}, {n}); }
  Series avgdev(Series s, int n = 14) { return one_("avgdev", {s}, {n}); }
  Series stddev(Series s, int n = 5, double nb_dev = 1) { return one_("stddev", {s}, {n, nb_dev}); }
  Series var(Series s, int n = 5, double nb_dev = 1) { return one_("var", {s}, {n, nb_dev}); }
  Series beta(Series a, Series b, int n = 5) { return one_("beta", {a, b}, {n}); }
  Series correl(Series a, Series b, int n = 30) { return one_("correl", {a, b}, {n}); }
  Series linearreg(Series s, int n = 14) { return one_("linearreg", {s}, {n}); }
  Series linearreg_slope(Series s, int n = 14) { return one_("linearreg_slope", {s}, {n}); }
  Series linearreg_intercept(Series s, int n = 14) { return one_("linearreg_intercept", {s}, {n}); }
  Series linearreg_angle(Series s, int n = 14) { return one_("linearreg_angle", {s}, {n}); }
  Series tsf(Series s, int n = 14) { return one_("tsf", {s}, {n}); }
  Series stdev(Series s, int n) { return one_("stdev", {s}, {n}); }  // population
  Series zscore(Series s, int n) { return one_("zscore", {s}, {n}); }
  Series median(Series s, int n) { return one_("median", {s}, {n}); }
  Series quantile(Series s, int n, double q) { return one_("quantile", {s}, {n, q}); }
  Series rank(Series s, int n) { return one_("rank", {s}, {n}); }  // share of the n values <= the current
  Series skewness(Series s, int n) { return one_("skewness", {s}, {n}); }
  Series kurtosis(Series s, int n) { return one_("kurtosis", {s}, {n}); }  // 3 for a normal
  Series correlation(Series a, Series b, int n) { return one_("correlation", {a, b}, {n}); }
  Series covariance(Series a, Series b, int n) { return one_("covariance", {a, b}, {n}); }
  Series linreg_slope(Series s, int n) { return one_("linreg_slope", {s}, {n}); }
  Series rsquared(Series s, int n) { return one_("rsquared", {s}, {n}); }
  // Sample deviation of the last n log returns, annualised.
  Series realized_volatility(Series s, int n) { return one_("realized_volatility", {s}, {n, engine_->frame->periods_per_year}); }

  // --- The engine's ---
  void init() {}  // of a strategy that has none
  Series one_(const char* name, const detail::Inputs& in, const detail::Args& args) {
    [[clang::uninitialized]] const double* out;
    sg_indicator(engine_->frame, name, in.at, in.count, args.at, args.count, &out, 1);
    return {out, engine_};
  }
  template <class T, int Count>
  T many_(const char* name, const detail::Inputs& in, const detail::Args& args) {
    [[clang::uninitialized]] detail::Columns<Count> out;
    sg_indicator(engine_->frame, name, in.at, in.count, args.at, args.count, out.at, Count);
    if constexpr (Count == 2) return {{out.at[0], engine_}, {out.at[1], engine_}};
    else if constexpr (Count == 3) return {{out.at[0], engine_}, {out.at[1], engine_}, {out.at[2], engine_}};
    else return {{out.at[0], engine_}, {out.at[1], engine_}, {out.at[2], engine_}, {out.at[3], engine_}};
  }
  double param_(const char* name, abi::ParamKind kind, double value) {
    return sg_param(engine_->frame, name, kind, value);
  }
  double param_(const char* name, abi::ParamKind kind, double value, const Range_& r) {
    return sg_param_between(engine_->frame, name, kind, value, r.min, r.max, r.step);
  }
  abi::Frame* now_() {
    if (engine_->visible == 0) sg_stop(engine_->frame, abi::Stop::NoCurrentValue);
    return engine_->frame;
  }
  abi::Frame* live_() {
    if (!engine_->live) sg_stop(engine_->frame, abi::Stop::WrongPhase);
    return engine_->frame;
  }
  const abi::Day& day_() { return *sg_day(engine_->frame, now_()->bar); }
};

// For decisions that depend on series alone: conditions instead of next(), several times faster in sweeps.
//   auto long_entry() { return crossover(fast_ma, slow_ma); }          required
//   auto long_exit(), short_entry(), short_exit()                      optional
//   double size(), stop_loss(), take_profit()                          optional constants, fractions
// At each bar, with p = position.size and sl, tp from the bar's close:
//   if (p > 0 && long_exit()) position.close(); else if (p < 0 && short_exit()) position.close();
//   if (p <= 0 && long_entry()) { if (p < 0) position.close(); buy({.size, .sl, .tp}); }
//   else if (p >= 0 && short_entry()) { if (p > 0) position.close(); sell({.size, .sl, .tp}); }
struct SignalStrategy : Strategy {
  using Strategy::Strategy;
};

}  // namespace stratgen::inline v1

#pragma clang attribute pop

#include "detail/run.hpp"

#define STRATGEN_STRATEGY(Name) \
  extern "C" void stratgen_run(stratgen::abi::Frame* frame) { stratgen::detail::run<Name>(frame); }
