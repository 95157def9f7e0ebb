#include "runtime/engine/broker.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace stratgen {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

// Python's float floor division: the floor of the exact quotient, not of the rounded one.
double floor_divide(double a, double b) {
  const double mod = std::fmod(a, b);
  double quotient = (a - mod) / b;
  if (mod != 0 && (b < 0) != (mod < 0)) quotient -= 1;
  double whole = std::floor(quotient);
  if (quotient - whole > 0.5) whole += 1;
  return whole;
}

// "set" as in SEMANTICS: 0 stands for none.
bool is_set(double price) { return price != 0; }

// The sign of a NaN depends on the machine and says nothing.
double unsigned_nan(double x) { return std::isnan(x) ? std::abs(x) : x; }

std::string check_portion(double portion) {
  if (portion > 0 && portion <= 1) return "";
  return fmt::format("close({}): the portion must be above 0 and at most 1", unsigned_nan(portion));
}

std::string check_price(const char* what, double price) {
  if (std::isfinite(price) && price >= 0) return "";
  return fmt::format("{} is {}: it must be a price above 0, or 0 for none", what,
                     unsigned_nan(price));
}

}  // namespace

double Commission::operator()(double size, double price) const {
  if (custom) return custom(size, price);
  return fixed + std::abs(size) * price * relative;
}

Broker::Broker(abi::Frame& frame, const BrokerOptions& options)
    : frame_(frame), options_(options), leverage_(1 / options.margin) {
  frame_.cash = options.cash;
  refresh_account();
  refresh_wake();
}

// --- Orders ---

BrokerOrder* Broker::new_order(double size, double limit, double stop, const abi::Tag& tag) {
  BrokerOrder order;
  order.size = size;
  order.limit = limit;
  order.stop = stop;
  order.sl = order.tp = 0;
  order.tag = tag;
  order.id = static_cast<int>(order_storage_.size());
  order.contingent = false;
  order.pending = true;
  return &order_storage_.emplace_back(order);
}

void Broker::enqueue_front(BrokerOrder* order) {
  queue_.insert(queue_.begin(), order);
  wake_for(*order);
}

void Broker::enqueue_back(BrokerOrder* order) {
  queue_.push_back(order);
  wake_for(*order);
}

void Broker::remove(BrokerOrder* order) {
  std::erase(queue_, order);
  order->pending = false;
}

std::string Broker::check(const abi::OrderRequest& request) const {
  const char* const verb = request.is_long ? "buy" : "sell";
  const double size = request.size;
  if (!(size > 0 && (size < 1 || (std::isfinite(size) && std::floor(size) == size)))) {
    return fmt::format(
        "{}: size is {}; it must be a fraction between 0 and 1 or a whole number of units", verb,
        unsigned_nan(size));
  }
  const std::pair<const char*, double> prices[] = {
      {"limit", request.limit}, {"stop", request.stop}, {"sl", request.sl}, {"tp", request.tp}};
  for (const auto& [name, price] : prices) {
    if (std::string wrong = check_price(name, price); !wrong.empty()) {
      return fmt::format("{}: {}", verb, wrong);
    }
  }
  const double sign = request.is_long ? 1 : -1;
  const double market = frame_.close[frame_.bar] * (1 + sign * options_.spread);
  const double reference = is_set(request.limit)  ? request.limit
                           : is_set(request.stop) ? request.stop
                                                  : market;
  const double below = request.is_long ? request.sl : request.tp;
  const double above = request.is_long ? request.tp : request.sl;
  if (is_set(below) && !(below < reference)) {
    return fmt::format("{}: {} {} is not below the price {}", verb, request.is_long ? "sl" : "tp",
                       below, reference);
  }
  if (is_set(above) && !(reference < above)) {
    return fmt::format("{}: {} {} is not above the price {}", verb, request.is_long ? "tp" : "sl",
                       above, reference);
  }
  return "";
}

// With exclusive orders a new one closes the position and cancels what waits. As in backtesting.py
// the walk is over the live queue: the element that moves into a freed place is skipped.
void Broker::clear_for_exclusive_order() {
  for (std::size_t i = 0; i < queue_.size(); ++i) {
    if (!queue_[i]->contingent) remove(queue_[i]);
  }
  for (BrokerTrade* const trade : trades_) close(*trade, 1);
}

Broker::Placed Broker::place(const abi::OrderRequest& request) {
  if (std::string refusal = check(request); !refusal.empty()) return {nullptr, std::move(refusal)};
  const double size = request.is_long ? request.size : -request.size;
  if (options_.exclusive_orders) clear_for_exclusive_order();
  BrokerOrder* const order = new_order(size, request.limit, request.stop, request.tag);
  order->sl = request.sl;
  order->tp = request.tp;
  enqueue_back(order);
  if (options_.exclusive_orders) refresh_wake();
  return {order, ""};
}

void Broker::cancel(const abi::OrderState& state) {
  if (!state.pending) return;
  BrokerOrder* const order = &order_storage_[static_cast<std::size_t>(state.id)];
  remove(order);
  if (BrokerTrade* const trade = order->parent) {
    if (trade->sl_order == order) {
      trade->sl_order = nullptr;
      trade->sl = 0;
    }
    if (trade->tp_order == order) {
      trade->tp_order = nullptr;
      trade->tp = 0;
    }
  }
  refresh_wake();
}

// An order against the trade, at the front of the queue. Not checked, and no trigger of exclusive
// orders.
std::string Broker::close(const abi::TradeState& state, double portion) {
  if (std::string refusal = check_portion(portion); !refusal.empty()) return refusal;
  if (!state.open) return "";
  BrokerTrade* const trade = &trade_storage_[static_cast<std::size_t>(state.id)];
  // nearbyint: half to even, as Python's round().
  const double units = std::max(1.0, std::nearbyint(std::abs(trade->size) * portion));
  BrokerOrder* const order = new_order(std::copysign(units, -trade->size), 0, 0, trade->tag);
  order->parent = trade;
  enqueue_front(order);
  return "";
}

std::string Broker::close_position(double portion) {
  if (std::string refusal = check_portion(portion); !refusal.empty()) return refusal;
  for (BrokerTrade* const trade : trades_) close(*trade, portion);
  return "";
}

void Broker::attach_sl(BrokerTrade& trade, double price) {
  trade.sl = price;
  trade.sl_order = new_order(-trade.size, 0, price, trade.tag);
  trade.sl_order->parent = &trade;
  trade.sl_order->contingent = true;
  enqueue_front(trade.sl_order);
}

void Broker::attach_tp(BrokerTrade& trade, double price) {
  trade.tp = price;
  trade.tp_order = new_order(-trade.size, price, 0, trade.tag);
  trade.tp_order->parent = &trade;
  trade.tp_order->contingent = true;
  enqueue_back(trade.tp_order);
}

std::string Broker::set_sl(const abi::TradeState& state, double price) {
  if (std::string refusal = check_price("sl", price); !refusal.empty()) return refusal;
  if (!state.open) return "";
  BrokerTrade& trade = trade_storage_[static_cast<std::size_t>(state.id)];
  if (trade.sl_order) cancel(*trade.sl_order);
  if (is_set(price)) attach_sl(trade, price);
  return "";
}

std::string Broker::set_tp(const abi::TradeState& state, double price) {
  if (std::string refusal = check_price("tp", price); !refusal.empty()) return refusal;
  if (!state.open) return "";
  BrokerTrade& trade = trade_storage_[static_cast<std::size_t>(state.id)];
  if (trade.tp_order) cancel(*trade.tp_order);
  if (is_set(price)) attach_tp(trade, price);
  return "";
}

// --- One bar ---

void Broker::step() {
  do {
    reprocess_ = false;
    process_orders();
  } while (reprocess_);
  refresh_account();
  refresh_wake();
  open_states_.clear();
  for (const abi::TradeState* const trade : trades_) open_states_.push_back(trade);
}

// Orders queued during the pass are not seen by it; orders that left the queue meanwhile are
// skipped.
void Broker::process_orders() {
  pass_.assign(queue_.begin(), queue_.end());
  for (BrokerOrder* const order : pass_) {
    if (!order->pending) continue;
    const double stop = order->stop;
    const std::optional<Fill> filled = fill(*order);
    const bool stop_hit = is_set(stop) && (order->size > 0 ? frame_.high[frame_.bar] >= stop
                                                           : frame_.low[frame_.bar] <= stop);
    // A stop that was reached is erased for good: the order is a limit or market order from now on.
    if (stop_hit) order->stop = 0;
    if (!filled) continue;
    if (order->parent) {
      execute_exit(*order, *filled);
    } else {
      execute_entry(*order, *filled);
    }
  }
}

// Whether and where an order fills at the current bar. SEMANTICS, section 4.
std::optional<Broker::Fill> Broker::fill(BrokerOrder& order) const {
  const int bar = frame_.bar;
  const double open = frame_.open[bar], high = frame_.high[bar], low = frame_.low[bar];
  const bool buy = order.size > 0;
  const double stop = order.stop, limit = order.limit;

  if (is_set(stop) && !(buy ? high >= stop : low <= stop)) return std::nullopt;
  if (is_set(limit)) {
    if (!(buy ? low <= limit : high >= limit)) return std::nullopt;
    // Both inside one bar: assume the worse order of events, the limit came first.
    if (is_set(stop) && (buy ? limit <= stop : limit >= stop)) return std::nullopt;
    const double base = is_set(stop) ? stop : open;
    return Fill{buy ? std::min(base, limit) : std::max(base, limit), bar, is_set(stop)};
  }
  const bool on_close = options_.trade_on_close && !order.contingent;
  const double base = on_close ? frame_.close[bar - 1] : open;
  if (!is_set(stop)) return Fill{base, on_close ? bar - 1 : bar, false};
  // A stop the market opens beyond fills at the open: nobody traded at the stop that day.
  return Fill{buy ? std::max(base, stop) : std::min(base, stop), bar, true};
}

void Broker::execute_exit(BrokerOrder& order, const Fill& at) {
  BrokerTrade* const trade = order.parent;
  if (trade->open) {
    const double units = std::min(std::abs(trade->size), std::abs(order.size));
    reduce_trade(trade, std::copysign(units, order.size), at.price, at.bar);
  }
  if (order.pending) remove(&order);
}

double Broker::available_margin() const {
  const double price = frame_.close[frame_.bar];
  double units = 0, cost = 0, used = 0;
  for (const BrokerTrade* const trade : trades_) {
    units += trade->size;
    cost += trade->size * trade->entry_price;
    used += std::abs(trade->size) * price / leverage_;
  }
  return std::max(0.0, frame_.cash + price * units - cost - used);
}

// First in, first out against trades of the other direction; returns what is left of `need`.
double Broker::net_against_open_trades(double need, const Fill& at) {
  const std::vector<BrokerTrade*> open = trades_;
  for (BrokerTrade* const trade : open) {
    if (need == 0) break;
    if ((trade->size > 0) == (need > 0)) continue;
    if (std::abs(need) >= std::abs(trade->size)) {
      need += trade->size;
      close_trade(trade, at.price, at.bar);
    } else {
      reduce_trade(trade, need, at.price, at.bar);
      need = 0;
    }
  }
  return need;
}

void Broker::execute_entry(BrokerOrder& order, const Fill& at) {
  const double sign = order.size > 0 ? 1 : -1;
  const double price = at.price * (1 + sign * options_.spread);
  // backtesting.py divides by the order's own size, even when that is a fraction.
  const double unit_cost = price + options_.commission(order.size, at.price) / std::abs(order.size);
  double need = order.size;
  if (std::abs(order.size) < 1) {
    const double units =
        floor_divide(available_margin() * leverage_ * std::abs(order.size), unit_cost);
    if (!(units > 0)) {
      ++warnings_.canceled_relative;
      remove(&order);
      return;
    }
    need = sign * units;
  }
  if (!options_.hedging) need = net_against_open_trades(need, at);
  if (std::abs(need) * unit_cost > available_margin() * leverage_) {
    ++warnings_.canceled_margin;
    remove(&order);
    return;
  }
  if (need != 0) {
    open_trade(order, need, price, at);
    apply_same_bar_rule(order, at);
  }
  remove(&order);
}

void Broker::open_trade(const BrokerOrder& order, double size, double price, const Fill& at) {
  BrokerTrade* const trade = new_trade(size, price, at.bar, order.tag);
  trades_.push_back(trade);
  frame_.cash -= options_.commission(size, price);
  if (is_set(order.tp)) attach_tp(*trade, order.tp);
  if (is_set(order.sl)) attach_sl(*trade, order.sl);
}

// Whether the new trade's stop loss and take profit may act on the entry bar itself.
void Broker::apply_same_bar_rule(const BrokerOrder& order, const Fill& at) {
  const double sl = order.sl, tp = order.tp;
  if (!is_set(sl) && !is_set(tp)) return;
  const double high = frame_.high[frame_.bar], low = frame_.low[frame_.bar];
  const bool is_long = order.size > 0;
  const bool pure_market = !is_set(order.limit) && !at.stop_hit;
  const bool target_in_reach = is_set(tp) && (is_long ? tp <= high : tp >= low);
  const bool stop_untouched = !is_set(sl) || (is_long ? sl < low : sl > high);
  const bool stop_market = !is_set(order.limit) && at.stop_hit;
  if (pure_market || (stop_market && target_in_reach && stop_untouched)) {
    reprocess_ = true;
  } else if ((is_set(sl) && low <= sl && sl <= high) || (is_set(tp) && low <= tp && tp <= high)) {
    ++warnings_.same_bar_contingent;
  }
}

// --- Trades ---

BrokerTrade* Broker::new_trade(double size, double price, int bar, const abi::Tag& tag) {
  BrokerTrade trade;
  trade.size = size;
  trade.entry_price = price;
  trade.exit_price = trade.sl = trade.tp = 0;
  trade.entry_bar = bar;
  trade.exit_bar = 0;
  trade.tag = tag;
  trade.id = static_cast<int>(trade_storage_.size());
  trade.open = true;
  return &trade_storage_.emplace_back(trade);
}

void Broker::close_trade(BrokerTrade* trade, double price, int bar) {
  std::erase(trades_, trade);
  if (trade->sl_order && trade->sl_order->pending) remove(trade->sl_order);
  if (trade->tp_order && trade->tp_order->pending) remove(trade->tp_order);
  trade->open = false;
  trade->exit_price = price;
  trade->exit_bar = bar;
  closed_.push_back(trade);
  closed_states_.push_back(static_cast<const abi::TradeState*>(trade));
  const double fee_out = options_.commission(trade->size, price);
  frame_.cash += trade->size * (price - trade->entry_price) - fee_out;
  // The entry fee left the cash at opening, on the original size; the record shows the closed
  // part's.
  trade->commission = fee_out + options_.commission(trade->size, trade->entry_price);
}

void Broker::reduce_trade(BrokerTrade* trade, double size, double price, int bar) {
  if (trade->size + size == 0) {
    close_trade(trade, price, bar);
    return;
  }
  trade->size += size;
  if (trade->sl_order) trade->sl_order->size = -trade->size;
  if (trade->tp_order) trade->tp_order->size = -trade->size;
  BrokerTrade* const part =
      new_trade(-size, trade->entry_price, static_cast<int>(trade->entry_bar), trade->tag);
  close_trade(part, price, bar);
}

void Broker::ruin() {
  // The walk over the live list skips every second trade, as in backtesting.py.
  for (std::size_t i = 0; i < trades_.size(); ++i) {
    close_trade(trades_[i], frame_.close[frame_.bar], frame_.bar);
  }
  frame_.cash = 0;
  std::fill(frame_.equity + frame_.bar, frame_.equity + frame_.bars, 0.0);
}

void Broker::finalize() {
  for (std::size_t i = trades_.size(); i-- > 0;) close(*trades_[i], 1);
  step();
  const double equity = abi::equity(frame_, frame_.close[frame_.bar]);
  frame_.equity[frame_.bar] = equity;
  if (equity <= 0) {
    ruin();
    refresh_account();
  }
}

// --- What the bar loop reads ---

void Broker::refresh_account() {
  frame_.units = frame_.cost = frame_.exposure = 0;
  for (const BrokerTrade* const trade : trades_) {
    frame_.units += trade->size;
    frame_.cost += trade->size * trade->entry_price;
    frame_.exposure += std::abs(trade->size) * trade->entry_price;
  }
}

void Broker::wake_for(const BrokerOrder& order) {
  const bool buy = order.size > 0;
  if (is_set(order.stop)) {
    if (buy)
      frame_.wake_high = std::min(frame_.wake_high, order.stop);
    else
      frame_.wake_low = std::max(frame_.wake_low, order.stop);
  } else if (is_set(order.limit)) {
    if (buy)
      frame_.wake_low = std::max(frame_.wake_low, order.limit);
    else
      frame_.wake_high = std::min(frame_.wake_high, order.limit);
  } else {
    frame_.wake_low = infinity;
  }
}

void Broker::refresh_wake() {
  frame_.wake_low = -infinity;
  frame_.wake_high = infinity;
  for (const BrokerOrder* const order : queue_) wake_for(*order);
}

// Trades change in step() only, so their lists need no copy; orders change while a strategy walks
// over them.
const void* const* Broker::list(abi::ListKind kind, int& count) {
  const std::vector<const void*>& items = kind == abi::ListKind::Orders   ? snapshot_of_orders()
                                          : kind == abi::ListKind::Trades ? open_states_
                                                                          : closed_states_;
  count = static_cast<int>(items.size());
  return items.data();
}

const std::vector<const void*>& Broker::snapshot_of_orders() {
  if (snapshot_bar_ != frame_.bar) {
    snapshot_bar_ = frame_.bar;
    snapshots_used_ = 0;
  }
  if (snapshots_used_ == snapshots_.size()) snapshots_.emplace_back();
  std::vector<const void*>& items = snapshots_[snapshots_used_++];
  items.clear();
  for (const abi::OrderState* const order : queue_) items.push_back(order);
  return items;
}

}  // namespace stratgen
