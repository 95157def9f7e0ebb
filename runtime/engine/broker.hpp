// Broker: turns orders into trades, bar by bar, with the rules of backtesting.py 0.6.6.
#pragma once

#include <stratgen/abi.hpp>

#include "runtime/engine/trade.hpp"
#include "runtime/market/bars.hpp"

#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace stratgen {

// What a fill of `size` units at `price` costs: fixed + |size| * price * relative. A negative
// `relative` is a rebate. `custom` replaces the formula where a market has its own.
struct Commission {
  double fixed = 0;
  double relative = 0;
  double (*custom)(double size, double price) = nullptr;

  double operator()(double size, double price) const;
};

// backtesting.py's settings and defaults.
struct BrokerOptions {
  double cash = 10000;
  Commission commission;
  double spread = 0;  // relative, on entries only
  double margin =
      1;  // the share of a position's value that must be covered; leverage is 1 / margin
  bool trade_on_close = false;
  bool hedging = false;
  bool exclusive_orders = false;
};

// How often backtesting.py would have warned.
struct Warnings {
  int canceled_relative = 0;    // a fraction of the equity that buys no unit
  int canceled_margin = 0;      // not enough margin
  int same_bar_contingent = 0;  // a stop or target inside the entry bar that cannot act there
  int open_at_end = 0;  // 1 where trades are still open, which finalize_trades would have closed
  int refused = 0;      // orders the rules refuse, counted when the backtest goes on
};

struct BrokerTrade;

struct BrokerOrder : abi::OrderState {
  BrokerTrade* parent = nullptr;  // the trade that a stop loss, take profit or close order reduces
};

struct BrokerTrade : abi::TradeState {
  BrokerOrder* sl_order = nullptr;
  BrokerOrder* tp_order = nullptr;
  double commission = 0;
};

// Works on the account in `frame`: the bar loop reads it, only the broker writes it.
class Broker {
 public:
  Broker(abi::Frame& frame, const BrokerOptions& options);

  // Placing and changing, from within next(). A refusal leaves everything as it was and says why.
  struct Placed {
    const BrokerOrder* order = nullptr;
    std::string refusal;
  };
  Placed place(const abi::OrderRequest& request);
  void cancel(const abi::OrderState& order);
  std::string close(const abi::TradeState& trade, double portion);  // returns the refusal, or ""
  std::string close_position(double portion);
  std::string set_sl(const abi::TradeState& trade, double price);
  std::string set_tp(const abi::TradeState& trade, double price);

  // Fills what the current bar fills.
  void step();
  // Equity is gone: closes at the bar's close and leaves nothing.
  void ruin();
  // After the last next(): closes what is open, as finalize_trades does.
  void finalize();

  // In the engine's order, as of now and valid until the next step().
  const void* const* list(abi::ListKind kind, int& count);

  const std::vector<BrokerOrder*>& queue() const { return queue_; }
  const std::vector<BrokerTrade*>& open_trades() const { return trades_; }
  const std::vector<BrokerTrade*>& closed_trades() const { return closed_; }
  const Warnings& warnings() const { return warnings_; }
  Warnings& warnings() { return warnings_; }

 private:
  struct Fill {
    double price;
    int bar;
    bool stop_hit;  // it was a stop order and its stop was reached on this bar
  };

  BrokerOrder* new_order(double size, double limit, double stop, const abi::Tag& tag);
  BrokerTrade* new_trade(double size, double price, int bar, const abi::Tag& tag);
  void enqueue_front(BrokerOrder* order);
  void enqueue_back(BrokerOrder* order);
  void remove(BrokerOrder* order);
  std::string check(const abi::OrderRequest& request) const;
  void clear_for_exclusive_order();
  void attach_sl(BrokerTrade& trade, double price);
  void attach_tp(BrokerTrade& trade, double price);

  void process_orders();
  std::optional<Fill> fill(BrokerOrder& order) const;
  void execute_exit(BrokerOrder& order, const Fill& fill);
  void execute_entry(BrokerOrder& order, const Fill& fill);
  double net_against_open_trades(double need, const Fill& fill);
  void apply_same_bar_rule(const BrokerOrder& order, const Fill& fill);
  void open_trade(const BrokerOrder& order, double size, double price, const Fill& fill);
  void close_trade(BrokerTrade* trade, double price, int bar);
  void reduce_trade(BrokerTrade* trade, double size, double price, int bar);

  double available_margin() const;
  const std::vector<const void*>& snapshot_of_orders();
  void refresh_account();
  void refresh_wake();
  void wake_for(const BrokerOrder& order);

  abi::Frame& frame_;
  BrokerOptions options_;
  double leverage_;
  std::deque<BrokerOrder> order_storage_;  // stable addresses: strategies keep handles
  std::deque<BrokerTrade> trade_storage_;
  std::vector<BrokerOrder*> queue_;
  std::vector<BrokerTrade*> trades_;                      // open, in order of opening
  std::vector<BrokerTrade*> closed_;                      // in order of closing
  std::vector<BrokerOrder*> pass_;                        // the orders one pass looks at
  std::vector<const void*> open_states_, closed_states_;  // trades_ and closed_ for list()
  std::deque<std::vector<const void*>> snapshots_;        // of the queue at this bar, then reused
  std::size_t snapshots_used_ = 0;
  int snapshot_bar_ = -1;
  bool reprocess_ = false;
  Warnings warnings_;
};

}  // namespace stratgen
