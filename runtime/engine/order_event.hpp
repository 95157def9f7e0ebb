// OrderEvent: something that happened to an order or a trade, with its reason. The broker writes
// them down when it is asked to; results do not depend on it.
#pragma once

#include <stratgen/abi.hpp>

#include <string>
#include <vector>

namespace stratgen {

struct OrderEvent {
  enum class Kind {
    Placed,
    Refused,      // by the rules; `text` says why, and there is no order
    StopReached,  // from now on it is a limit or market order
    Filled,
    Dropped,  // left the queue without having been filled; `reason` says why
    TradeOpened,
    TradeClosed,
  };
  enum class Reason {
    None,
    // Of an order that was dropped:
    Cancelled,       // by the strategy, or replaced by set_sl() or set_tp()
    ExclusiveOrder,  // by a new one
    TradeGone,       // its trade was closed by something else
    NoUnit,          // the fraction of the equity buys less than one unit
    NoMargin,
    Lapsed,  // good_for or the session are over
    // Of a trade that was closed:
    Order,    // a close order, stop loss or take profit
    Netting,  // an entry in the other direction
    SessionEnd,
    Ruin,
    End,  // of the backtest
  };
  // What the order is for; Entry and Close come from the strategy.
  enum class Role { Entry, Close, StopLoss, TakeProfit };

  int bar = 0;  // on which it happened
  Kind kind = Kind::Placed;
  Reason reason = Reason::None;
  Role role = Role::Entry;
  int order = -1;   // number of the order, of all orders of the run
  int trade = -1;   // number of the trade that is opened or closed, or that the order closes
  int call = -1;    // the call of the strategy that did it, if that is known
  double size = 0;  // signed; of Filled, TradeOpened and TradeClosed the units
  double limit = 0, stop = 0, sl = 0, tp = 0;  // 0 where there is none
  double price = 0;  // of Filled, TradeOpened and TradeClosed; of an entry with the spread
  double entry_price = 0, profit = 0;  // of TradeClosed; the profit is net of all its commission
  int entry_bar = 0;
  abi::Tag tag;
  std::string text;
};

struct OrderLog {
  std::vector<OrderEvent> events;  // as they happened
  int call = -1;                   // what `call` of the next events is
};

}  // namespace stratgen
