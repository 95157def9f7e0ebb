// Broker: turns orders into trades, bar by bar, with the rules of backtesting.py 0.6.6.
#pragma once

#include <stratgen/abi.hpp>

#include "runtime/engine/arena.hpp"
#include "runtime/engine/broker_options.hpp"
#include "runtime/engine/order_event.hpp"
#include "runtime/engine/pointer_lists.hpp"
#include "runtime/engine/refusal.hpp"
#include "runtime/engine/trade.hpp"
#include "runtime/market/bars.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <vector>

namespace stratgen {

// As in backtesting.py a price of 0 stands for none.
inline bool is_set(double price) { return price != 0; }

struct BrokerTrade;

struct BrokerOrder : abi::OrderState {
  BrokerTrade* parent = nullptr;  // the trade that a stop loss, take profit or close order reduces
  int last_bar = never;           // the last one on which it may fill
  bool intraday = false;

  static constexpr int never = 2'147'483'647;
};

struct BrokerTrade : abi::TradeState {
  BrokerOrder* sl_order = nullptr;
  BrokerOrder* tp_order = nullptr;
  double commission = 0;
  int close_after = BrokerOrder::never;  // the bar at whose close an intraday trade ends
};

// What a broker stores its orders and trades in. Handed from run to run, it stops allocating once
// it has seen the largest of them.
struct BrokerMemory {
  Arena<BrokerOrder> orders;  // stable addresses: strategies keep handles
  Arena<BrokerTrade> trades;
  std::vector<BrokerOrder*> queue;
  std::vector<BrokerTrade*> open;          // in order of opening
  std::vector<BrokerTrade*> closed;        // in order of closing
  std::vector<const void*> closed_states;  // the same, for list()
  std::vector<BrokerOrder*> pass;          // the orders one pass looks at
  std::vector<BrokerTrade*> netting;       // the trades an order is netted against
  PointerLists snapshots;                  // of the current bar

  void clear();
};

// If it is there. The lists are short, and mostly it is the first.
template <class T>
void take_out(std::vector<T*>& list, const T* item) {
  const auto found = std::find(list.begin(), list.end(), item);
  if (found != list.end()) list.erase(found);
}

// Works on the account in `frame`: emitted code reads it, only the broker writes it.
class Broker {
 public:
  // `bars` are the frame's columns with their times; what `memory` held is gone. What happens to
  // orders is written to `log`, if there is one.
  Broker(abi::Frame& frame, const Bars& bars, const BrokerOptions& options, BrokerMemory& memory,
         OrderLog* log = nullptr);
  // As it was constructed.
  void restart();

  // Placing and changing, from within next(). A refusal leaves everything as it was.
  struct Placed {
    const BrokerOrder* order = nullptr;
    Refusal refusal = {};
  };
  Placed place(bool is_long, const abi::OrderRequest& request);  // whatever request.is_long says
  void cancel(const abi::OrderState& state);
  Refusal close(const abi::TradeState& state, double portion);
  Refusal close_position(double portion);
  Refusal set_sl(const abi::TradeState& state, double price);
  Refusal set_tp(const abi::TradeState& state, double price);

  // Whether step() would do anything at this bar. A bar whose range stays inside (wake_low,
  // wake_high) fills nothing.
  bool acts_at(int bar) const {
    return market_waits_ || frame_.low[bar] <= wake_low_ || frame_.high[bar] >= wake_high_ ||
           bar >= expiry_;
  }
  bool market_waits() const { return market_waits_; }
  double wake_low() const { return wake_low_; }
  double wake_high() const { return wake_high_; }
  int expiry() const { return expiry_; }  // of an order or an intraday trade, the earliest
  // Fills what the current bar fills.
  void step();
  // Equity is gone: closes at the bar's close and leaves nothing.
  void ruin();
  // After the last next(): closes what is open, as finalize_trades does.
  void finalize();
  // After all else: goes on by a bar that opens, and stays, at the last close. Of what it leaves
  // only open_trades() are of use.
  void go_on_flat();

  // In the engine's order, as of now; valid until the next step().
  const void* const* list(abi::ListKind kind, int& count);

  const std::vector<BrokerOrder*>& queue() const { return memory_.queue; }
  const std::vector<BrokerTrade*>& open_trades() const { return memory_.open; }
  const std::vector<BrokerTrade*>& closed_trades() const { return memory_.closed; }
  const Warnings& warnings() const { return warnings_; }
  Warnings& warnings() { return warnings_; }

  // Whether a state is one that this broker made.
  bool knows(const abi::OrderState& state) const {
    return memory_.orders.holds(static_cast<const BrokerOrder*>(&state),
                                static_cast<std::size_t>(state.id));
  }
  bool knows(const abi::TradeState& state) const {
    return memory_.trades.holds(static_cast<const BrokerTrade*>(&state),
                                static_cast<std::size_t>(state.id));
  }
  // What orders, trades and lists occupy.
  std::size_t bytes() const {
    constexpr std::size_t each =
        std::max(sizeof(BrokerOrder), sizeof(BrokerTrade)) + 4 * sizeof(void*);
    return (memory_.orders.size() + memory_.trades.size()) * each + memory_.snapshots.bytes();
  }

 private:
  struct Fill {
    double price;
    int bar;
    bool stop_hit;  // it was a stop order and its stop was reached on this bar
  };

  BrokerOrder& new_order(double size, double limit, double stop, const abi::Tag& tag);
  BrokerTrade& new_trade(double size, double price, int bar, const abi::Tag& tag);
  void enqueue_front(BrokerOrder* order);
  void enqueue_back(BrokerOrder* order);
  void remove(BrokerOrder* order);
  void drop(BrokerOrder* order, OrderEvent::Reason reason);
  void note(OrderEvent::Kind kind, const BrokerOrder& order, OrderEvent::Reason reason,
            double units, double price);
  void note(OrderEvent::Kind kind, const BrokerTrade& trade, OrderEvent::Reason reason);
  void note_entry(const BrokerOrder& order, double units, double price, std::size_t netted_from);
  Refusal check(bool is_long, const abi::OrderRequest& request) const;
  void clear_for_exclusive_order();
  int last_bar_of(const abi::OrderRequest& request) const;
  void attach_sl(BrokerTrade& trade, double price);
  void attach_tp(BrokerTrade& trade, double price);

  void process_queue();
  std::span<BrokerOrder* const> orders_now();
  void process(BrokerOrder& order);
  std::optional<Fill> fill(const BrokerOrder& order) const;
  Fill fill_at_market(const BrokerOrder& order) const;
  bool fills_on_close(const BrokerOrder& order) const {
    return options_.trade_on_close && !order.contingent;
  }
  void execute_exit(BrokerOrder& order, const Fill& at);
  void execute_entry(BrokerOrder& order, const Fill& at);
  double net_against_open_trades(double need, const Fill& at);
  void apply_same_bar_rule(const BrokerOrder& order, const Fill& at);
  void open_trade(const BrokerOrder& order, double size, double price, const Fill& at);
  void close_trade(BrokerTrade* trade, double price, int bar, OrderEvent::Reason reason);
  void close_at_close(BrokerTrade& trade, OrderEvent::Reason reason);
  void reduce_trade(BrokerTrade* trade, double size, double price, int bar,
                    OrderEvent::Reason reason);

  // Units of an entry order at a price that includes the spread; 0 if none can be had.
  double affordable_units(const BrokerOrder& order, const Fill& at, double price) const;
  bool margin_covers(double units, const BrokerOrder& order, const Fill& at, double price) const;
  double unit_cost(const BrokerOrder& order, const Fill& at, double price) const;
  double available_margin(double price) const;
  double margin_price(const Fill& at) const;
  double units_for(double budget, double cost) const;  // of `cost` each
  double rounded(double units) const;                  // to what can be traded
  double rounded_down(double units) const;             // the same, of fractional units only
  double slipped(double price, int bar, double size) const;
  void end_of_bar();
  int session_end(int bar) const;
  void refresh_account();
  void refresh_wake();
  void wake_for(const BrokerOrder& order);

  abi::Frame& frame_;
  const Bars& bars_;
  BrokerOptions options_;
  double leverage_;
  bool slips_;  // prices may change by slipped()
  BrokerMemory& memory_;
  OrderLog* log_;
  bool market_waits_ = false;  // a market order is in the queue
  double wake_low_ = 0, wake_high_ = 0;
  int expiry_ = 0;
  int snapshot_bar_ = -1;
  bool reprocess_ = false;
  Warnings warnings_;
};

}  // namespace stratgen
