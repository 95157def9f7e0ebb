// A second broker, written plainly from the rules of backtesting.py 0.6.6 and from nothing of the
// engine: no account kept up to date, no bar skipped, every list walked as Python walks it. Random
// runs are held against it.
#pragma once

#include "runtime/engine/run.hpp"
#include "runtime/engine/trade.hpp"
#include "runtime/market/bars.hpp"
#include "tests/runtime/engine/replay_script.hpp"

#include <memory>
#include <vector>

namespace plain {

struct Trade;

struct Order {
  double size = 0, limit = 0, stop = 0, sl = 0, tp = 0;
  std::weak_ptr<Trade> parent;  // which owns its stop loss and target
  stratgen::abi::Tag tag;
};

struct Trade {
  double size = 0, entry_price = 0, exit_price = 0, sl = 0, tp = 0, commission = 0;
  int entry_bar = 0, exit_bar = 0;
  std::shared_ptr<Order> sl_order, tp_order;
  stratgen::abi::Tag tag;
};

using Orders = std::vector<std::shared_ptr<Order>>;
using Trades = std::vector<std::shared_ptr<Trade>>;

class Broker {
 public:
  Broker(const stratgen::Bars& bars, const stratgen::RunOptions& options);

  // The whole backtest. Indices of trades and orders wrap around the list at that moment.
  void run(const std::vector<replay::Action>& actions, int warmup);

  Orders orders;
  Trades trades, closed;
  std::vector<double> equity;
  double cash;
  stratgen::Warnings warnings;

 private:
  void act(const replay::Action& action);
  void place(const replay::Action& action, double sign);
  bool refused(const replay::Action& action, double size) const;
  void close(const std::shared_ptr<Trade>& trade, double portion);
  void close_position(double portion);
  void set_sl(const std::shared_ptr<Trade>& trade, double price);
  void set_tp(const std::shared_ptr<Trade>& trade, double price);
  void cancel(const std::shared_ptr<Order>& order);
  bool contingent(const Order& order) const;

  void next();  // one broker step, which may end in ruin
  bool pass();  // one pass over the orders; true if there has to be another one
  bool enter(Order& order, double price, double stop, int book_bar);
  bool acts_on_entry_bar(const Order& order, double stop);
  void close_whole(std::shared_ptr<Trade> trade, double price, int book_bar);
  void reduce(const std::shared_ptr<Trade>& trade, double by, double price, int book_bar);
  double equity_now() const;
  double available() const;

  const stratgen::Bars& bars_;
  const stratgen::RunOptions& options_;
  double leverage_;
  std::size_t i_ = 0;
  bool ruined_ = false;
};

}  // namespace plain
