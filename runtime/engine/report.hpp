// Report: all that one backtest says.
#pragma once

#include "runtime/engine/broker.hpp"
#include "runtime/engine/param.hpp"
#include "runtime/engine/statistics.hpp"
#include "runtime/engine/trade.hpp"

#include <string>
#include <vector>

namespace stratgen {

struct PendingOrder {
  double size = 0, limit = 0, stop = 0, sl = 0, tp = 0;
  abi::Tag tag;
  bool contingent = false;
  int closes = -1;  // of a close order, stop loss or take profit: its place in Report::open_trades
};

// Covers the traded bars: those from RunOptions::first_bar on. Bars are counted from the first of
// them.
struct Report {
  std::string strategy;
  std::vector<ParamDeclaration> params;
  std::vector<double> values;  // of the parameters, in their order
  Statistics statistics;
  std::vector<Trade> trades;       // closed, in order of closing
  std::vector<Trade> open_trades;  // exit price and bar are those of the last close
  std::vector<PendingOrder> pending_orders;
  // What will be open once the orders that wait have met a next bar that opens, and stays, at the
  // last close.
  std::vector<Trade> next_trades;
  std::vector<double> equity;  // one value per bar
  double cash = 0;
  Warnings warnings;
};

}  // namespace stratgen
