// Broker options: what trading costs and how orders fill.
#pragma once

namespace stratgen {

// What a fill of `size` units at `price` costs: fixed + |size| * price * relative. A negative
// `relative` is a rebate. `custom` replaces the formula where a market has its own.
struct Commission {
  double fixed = 0;
  double relative = 0;
  double (*custom)(double size, double price) = nullptr;

  double operator()(double size, double price) const {
    if (custom) [[unlikely]]
      return custom(size, price);
    return fixed + (size < 0 ? -size : size) * price * relative;
  }
};

// How orders fill. Strict differs from backtesting.py where that is arguably wrong (docs/FILLS.md):
// no fill at a price outside the bar; sizes and margin from the price of the fill instead of a
// close that is not known yet, and with a fixed commission paid once; every order is cancelled that
// should be; trades are finalised at the last close, and nothing else fills then. Its profit factor
// is of money, not of returns.
enum class FillModel { BacktestingPy, Strict };

// What a market or stop order loses against its price: basis points of the price plus a share of
// the bar's range. Limit orders and take profits do not slip.
struct Slippage {
  double bps = 0;
  double range = 0;
};

// backtesting.py's settings and defaults; the last three are ours.
struct BrokerOptions {
  double cash = 10000;
  Commission commission;
  double spread = 0;  // relative, on entries only
  double margin =
      1;  // the share of a position's value that must be covered; leverage is 1 / margin
  bool trade_on_close = false;
  bool hedging = false;
  bool exclusive_orders = false;
  FillModel fills = FillModel::BacktestingPy;
  bool fractional = false;  // units are multiples of 1e-8 instead of whole
  Slippage slippage;
};

// How often backtesting.py would have warned.
struct Warnings {
  int canceled_relative = 0;    // a fraction of the equity that buys no unit
  int canceled_margin = 0;      // not enough margin
  int same_bar_contingent = 0;  // a stop or target inside the entry bar that cannot act there
  int open_at_end = 0;  // 1 where trades are still open, which finalize_trades would have closed
  int refused = 0;      // orders the rules refuse, counted when the backtest goes on
};

}  // namespace stratgen
