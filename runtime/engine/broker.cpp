// Trades, the account, and what the bar loop reads of both. The rules are backtesting.py 0.6.6's.
#include "runtime/engine/broker.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace stratgen {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

constexpr std::int64_t seconds_per_day = 86'400;

std::int64_t day_of(std::int64_t time) {
  return (time - (time % seconds_per_day + seconds_per_day) % seconds_per_day) / seconds_per_day;
}

}  // namespace

void BrokerMemory::clear() {
  orders.clear();
  trades.clear();
  queue.clear();
  open.clear();
  closed.clear();
  closed_states.clear();
  snapshots.clear();
}

Broker::Broker(abi::Frame& frame, const Bars& bars, const BrokerOptions& options,
               BrokerMemory& memory, OrderLog* log)
    : frame_(frame),
      bars_(bars),
      options_(options),
      leverage_(1 / options.margin),
      slips_(options.slippage.bps != 0 || options.slippage.range != 0 ||
             options.fills == FillModel::Strict),
      memory_(memory),
      log_(log) {
  restart();
}

void Broker::restart() {
  memory_.clear();
  frame_.cash = options_.cash;
  snapshot_bar_ = -1;
  reprocess_ = false;
  warnings_ = {};
  refresh_account();
  refresh_wake();
}

// --- Trades ---

// Written where it stays: this is done for every trade of a sweep.
BrokerTrade& Broker::new_trade(double size, double price, int bar, const abi::Tag& tag) {
  const std::size_t number = memory_.trades.size();
  BrokerTrade& trade = memory_.trades.next();
  trade.size = size;
  trade.entry_price = price;
  trade.exit_price = trade.sl = trade.tp = 0;
  trade.entry_bar = bar;
  trade.exit_bar = 0;
  trade.tag = tag;
  trade.id = static_cast<int>(number);
  trade.open = true;
  trade.sl_order = trade.tp_order = nullptr;
  trade.commission = 0;
  trade.close_after = BrokerOrder::never;
  return trade;
}

void Broker::close_trade(BrokerTrade* trade, double price, int bar, OrderEvent::Reason reason) {
  take_out(memory_.open, trade);
  trade->open = false;
  trade->exit_price = price;
  trade->exit_bar = bar;
  memory_.closed.push_back(trade);
  const double fee_out = options_.commission(trade->size, price);
  frame_.cash += trade->size * (price - trade->entry_price) - fee_out;
  // The entry fee left the cash at opening, on the original size; the record shows the closed
  // part's.
  trade->commission = fee_out + options_.commission(trade->size, trade->entry_price);
  if (log_) note(OrderEvent::Kind::TradeClosed, *trade, reason);
  for (BrokerOrder* const order : {trade->sl_order, trade->tp_order}) {
    if (order && order->pending) drop(order, OrderEvent::Reason::TradeGone);
  }
}

void Broker::reduce_trade(BrokerTrade* trade, double size, double price, int bar,
                          OrderEvent::Reason reason) {
  const double left = rounded(trade->size + size);
  if (left == 0) {
    close_trade(trade, price, bar, reason);
    return;
  }
  trade->size = left;
  if (trade->sl_order) trade->sl_order->size = -trade->size;
  if (trade->tp_order) trade->tp_order->size = -trade->size;
  BrokerTrade& part =
      new_trade(-size, trade->entry_price, static_cast<int>(trade->entry_bar), trade->tag);
  close_trade(&part, price, bar, reason);
}

void Broker::ruin() {
  // backtesting.py walks over the live list and so skips every second trade.
  const std::size_t step = options_.fills == FillModel::Strict ? 0 : 1;
  for (std::size_t i = 0; i < memory_.open.size(); i += step) {
    close_trade(memory_.open[i], frame_.close[frame_.bar], frame_.bar, OrderEvent::Reason::Ruin);
  }
  frame_.cash = 0;
  refresh_account();
}

// backtesting.py closes with orders in one more step of the last bar: at its open, and with
// whatever else is in the queue.
void Broker::finalize() {
  if (log_) log_->call = -1;
  if (options_.fills == FillModel::Strict) {
    while (!memory_.open.empty()) {
      close_at_close(*memory_.open.front(), OrderEvent::Reason::End);
    }
    refresh_account();
  } else {
    for (std::size_t i = memory_.open.size(); i-- > 0;) close(*memory_.open[i], 1);
    step();
  }
}

int Broker::session_end(int bar) const {
  int last = std::min(bar, frame_.bars - 1);
  if (bars_.clock == Clock::Numbers) return frame_.bars - 1;
  const auto day = [&](int i) { return day_of(bars_.time[static_cast<std::size_t>(i)]); };
  while (last + 1 < frame_.bars && day(last + 1) == day(last)) ++last;
  return last;
}

// --- What emitted code and the walk over the bars read ---

void Broker::refresh_account() {
  frame_.units = frame_.cost = frame_.exposure = 0;
  for (const BrokerTrade* const trade : memory_.open) {
    frame_.units += trade->size;
    frame_.cost += trade->size * trade->entry_price;
    frame_.exposure += std::abs(trade->size) * trade->entry_price;
  }
}

void Broker::wake_for(const BrokerOrder& order) {
  frame_.wake_bar = 0;  // what comes next is looked at on the next bar
  expiry_ = std::min(expiry_, order.last_bar);
  const bool buy = order.size > 0;
  if (is_set(order.stop)) {
    if (buy)
      wake_high_ = std::min(wake_high_, order.stop);
    else
      wake_low_ = std::max(wake_low_, order.stop);
  } else if (is_set(order.limit)) {
    if (buy)
      wake_low_ = std::max(wake_low_, order.limit);
    else
      wake_high_ = std::min(wake_high_, order.limit);
  } else {
    market_waits_ = true;
  }
}

void Broker::refresh_wake() {
  market_waits_ = false;
  wake_low_ = -infinity;
  wake_high_ = infinity;
  expiry_ = BrokerOrder::never;
  for (const BrokerOrder* const order : memory_.queue) wake_for(*order);
  for (const BrokerTrade* const trade : memory_.open) {
    expiry_ = std::min(expiry_, trade->close_after);
  }
}

const void* const* Broker::list(abi::ListKind kind, int& count) {
  if (kind == abi::ListKind::ClosedTrades) {  // may be long: only what is new is copied
    for (std::size_t i = memory_.closed_states.size(); i < memory_.closed.size(); ++i)
      memory_.closed_states.push_back(static_cast<const abi::TradeState*>(memory_.closed[i]));
    count = static_cast<int>(memory_.closed_states.size());
    return memory_.closed_states.data();
  }
  if (snapshot_bar_ != frame_.bar) {
    memory_.snapshots.clear();
    snapshot_bar_ = frame_.bar;
  }
  const bool of_trades = kind == abi::ListKind::Trades;
  const std::span<const void*> items =
      memory_.snapshots.make(of_trades ? memory_.open.size() : memory_.queue.size());
  const auto state_of_trade = [](const abi::TradeState* trade) { return trade; };
  const auto state_of_order = [](const abi::OrderState* order) { return order; };
  if (of_trades)
    std::ranges::transform(memory_.open, items.begin(), state_of_trade);
  else
    std::ranges::transform(memory_.queue, items.begin(), state_of_order);
  count = static_cast<int>(items.size());
  return items.data();
}

}  // namespace stratgen
