// What the host and an emitted module agree on: plain structs and C functions. No standard header,
// so that compiling a strategy stays cheap. Change anything here and raise `version`: object code
// is cached.
#pragma once

namespace stratgen::abi {

inline constexpr unsigned version = 5;

// What the strategy may do depends on where it is.
enum class Phase : int { Params, Init, EachBar, Next };

struct Tag {
  enum class Kind : int { None, Number, Text } kind = Kind::None;
  long number = 0;
  char text[16] = {};
};

// What the conditions of a SignalStrategy say, and its constants. Conditions are long_entry,
// long_exit, short_entry, short_exit.
struct Signals {
  // Of each condition a bit for each bar: bit bar % 64 of word bar / 64. The host gives room for
  // all bars; words before that of `start`, and all of a condition that is not present, stay as
  // they were.
  unsigned long* words[4];
  unsigned present;  // bit c: there is condition c
  int start;         // the first bar of trading
  double size, stop_loss, take_profit;
  bool written;  // false: the strategy went through the bars as if it had not been asked
};

// One backtest, owned by the host, one per worker thread.
// Equity at a price is cash + price * units - cost: an open trade keeps its money in `cash`, as in
// backtesting.py, so `cost` is the sum of size * entry price over the open trades.
struct Frame {
  unsigned abi_version;
  Phase phase;
  int bars;       // rows in every column; 0 when the host only asks for the parameters
  int first_bar;  // no trading before this one
  int bar;        // the current one
  // The next bar at which the host has something to do: an order that may fill or expires, equity
  // that may be gone. The host looks ahead for it; between two such bars equity is a function of
  // the close, and the host writes it down by itself.
  int wake_bar;
  int warmup;  // index of the first bar at which every column of init() has a value
  const double *open, *high, *low, *close, *volume;
  double cash;
  double units;             // signed sum of the open trades' sizes
  double cost;              // signed, see above
  double exposure;          // sum of |size| * entry price
  double periods_per_year;  // of the data's returns: 252 for daily bars, 12 for monthly, ...
  void* host;
  Signals* signals;  // if there is one, a SignalStrategy writes it instead of trading
};

[[gnu::always_inline]] inline double equity(const Frame& frame, double price) {
  return frame.cash + price * frame.units - frame.cost;
}

// 0 stands for "none" in limit, stop, sl and tp.
struct OrderRequest {
  double size;  // a fraction of the available equity below 1, whole units from 1 on
  double limit, stop, sl, tp;
  Tag tag;
  bool intraday;  // expires with the session, and what it opened is closed at the session's last
                  // close
  int good_for;   // bars on which the order may fill; 0 is until cancelled
};

// States live at one address for the whole backtest; handles point to them and read them live.
struct OrderState {
  double size, limit, stop, sl, tp;
  Tag tag;
  int id;
  bool contingent;  // the stop loss or take profit of an open trade
  bool pending;
};
struct TradeState {
  double size, entry_price, exit_price, sl, tp;
  double entry_bar, exit_bar;
  Tag tag;
  int id;
  bool open;
};

// A bar's place in time; weekday and month as Date says. Sessions are those of the market's
// calendar.
struct Day {
  int year, month, day, weekday, day_of_year, hour, minute;
  int trading_day_of_month, trading_days_left_in_month;
  int trading_day_of_week, trading_days_left_in_week;
  bool pre_holiday, option_expiration_week;
  double moon_phase;
};

enum class ParamKind : int { Int, Double, Bool };
struct ParamRange {
  double min, max, step;
};

enum class ListKind : int { Trades, ClosedTrades, Orders };

// Reasons for which emitted code ends its own backtest.
enum class Stop : int {
  NegativeIndex,   // close[-1]
  NegativeShift,   // shift(close, -1)
  EmptySeries,     // a Series that init() never assigned
  NoCurrentValue,  // a series used as a number in init()
  ListFull,        // push_back beyond List's capacity
  ListRange,       // list[i] outside its elements, front() or back() of an empty one
  WrongPhase,      // an order in init(), an indicator in next(), ...
  OutOfBudget,     // a loop or recursion that does not end
  StackOverflow,
  Trap,  // overflow, division by zero, array bounds
};

// Fuel is counted down by instrumented code, one unit per loop iteration or call.
struct Budget {
  long fuel;
  unsigned long stack_limit;
};

}  // namespace stratgen::abi

// Everything of ours that emitted code may link against; libm's functions and mem* come beside it.
extern "C" {
double sg_param(stratgen::abi::Frame*, const char* name, stratgen::abi::ParamKind, double value);
double sg_param_between(stratgen::abi::Frame*, const char* name, stratgen::abi::ParamKind,
                        double value, double min, double max, double step);
[[noreturn]] void sg_reject(stratgen::abi::Frame*, const char* reason);
[[noreturn]] void sg_stop(stratgen::abi::Frame*, stratgen::abi::Stop);
// What a series has `ago` bars back where that is not simply a load: NaN before the first bar.
// Stops for a negative number, in init(), and without a frame, which is a Series nobody assigned.
[[gnu::cold]] double sg_outside(stratgen::abi::Frame*, long ago);

// Computes or looks up an indicator by its name; `outputs` receives one column for each output.
void sg_indicator(stratgen::abi::Frame*, const char* name, const double* const* inputs,
                  int input_count, const double* params, int param_count, const double** outputs,
                  int output_count);
double* sg_new_column(stratgen::abi::Frame*);                      // `bars` doubles, NaN
void sg_column_done(stratgen::abi::Frame*, const double* column);  // it counts for the warm-up
// open, high, low, close, volume of an asset in a time frame ("" is that of the traded bars),
// aligned to the traded ones.
void sg_asset(stratgen::abi::Frame*, const char* symbol, const char* timeframe,
              const double** columns);

// From init() to next(): returns the first bar of trading.
int sg_start(stratgen::abi::Frame*);
// The host's work at frame->bar, from wake_bar on. False: there is nothing left to trade with.
[[gnu::cold]] bool sg_step(stratgen::abi::Frame*);
[[gnu::cold]] const stratgen::abi::OrderState* sg_place(stratgen::abi::Frame*, bool is_long,
                                                        const stratgen::abi::OrderRequest*);
[[gnu::cold]] void sg_cancel(stratgen::abi::Frame*, const stratgen::abi::OrderState*);
[[gnu::cold]] void sg_close_position(stratgen::abi::Frame*, double portion);
[[gnu::cold]] void sg_close_trade(stratgen::abi::Frame*, const stratgen::abi::TradeState*,
                                  double portion);
[[gnu::cold]] void sg_set_sl(stratgen::abi::Frame*, const stratgen::abi::TradeState*, double price);
[[gnu::cold]] void sg_set_tp(stratgen::abi::Frame*, const stratgen::abi::TradeState*, double price);
// A snapshot in the engine's order, valid until the next bar: an array of *count state pointers.
const void* const* sg_list(stratgen::abi::Frame*, stratgen::abi::ListKind, int* count);
const stratgen::abi::Day* sg_day(stratgen::abi::Frame*, int bar);

// Called by instrumented code only.
stratgen::abi::Budget* sg_budget();
[[noreturn]] void sg_out_of_fuel();
[[noreturn]] void sg_stack_overflow();
[[noreturn]] void sg_trap();

// What a module exports.
void stratgen_run(stratgen::abi::Frame*);
}
