#include "tests/runtime/engine/plain_broker.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

namespace plain {
namespace {

using replay::Action;
using replay::Op;

constexpr double inf = std::numeric_limits<double>::infinity();

template <class List, class Item>
void erase(List& list, const Item& item) {
  list.erase(
      std::remove_if(list.begin(), list.end(), [&](const auto& x) { return x.get() == &*item; }),
      list.end());
}

template <class List>
bool holds(const List& list, const Order* item) {
  return std::any_of(list.begin(), list.end(), [&](const auto& x) { return x.get() == item; });
}

double python_floor_division(double a, double b) {
  const double rest = std::fmod(a, b);
  const double quotient = (a - rest) / b;
  const double down = std::floor(quotient);
  return quotient - down > 0.5 ? down + 1 : down;
}

stratgen::abi::Tag tag_of(const Action& action) {
  stratgen::abi::Tag tag;
  if (action.has_number) tag = {stratgen::abi::Tag::Kind::Number, action.number, {}};
  if (action.has_text) {
    tag.kind = stratgen::abi::Tag::Kind::Text;
    std::memcpy(tag.text, action.text, sizeof tag.text);
  }
  return tag;
}

bool is_price(double p) { return p >= 0 && p < inf; }  // 0 is none

}  // namespace

Broker::Broker(const stratgen::Bars& bars, const stratgen::RunOptions& options)
    : cash(options.broker.cash),
      bars_(bars),
      options_(options),
      leverage_(1 / options.broker.margin) {}

void Broker::run(const std::vector<Action>& actions, int warmup) {
  const std::size_t n = bars_.size();
  equity.assign(n, cash);
  auto action = actions.begin();
  const auto start = static_cast<std::size_t>(warmup + 1);
  for (i_ = start; i_ < n && !ruined_; ++i_) {
    next();
    if (ruined_) return;
    for (; action != actions.end() && action->bar == static_cast<int>(i_); ++action) act(*action);
  }
  if (options_.finalize_trades) {
    if (start >= n) return;
    i_ = n - 1;
    for (std::size_t k = trades.size(); k-- > 0;) close(trades[k], 1);
    next();
  } else if (!trades.empty()) {
    warnings.open_at_end = 1;
  }
}

// --- What a strategy asks for ---

void Broker::act(const Action& a) {
  const auto wrapped = [&](const auto& list) {
    return list[static_cast<std::size_t>(a.index) % list.size()];
  };
  const bool portion_fine = a.portion > 0 && a.portion <= 1;
  switch (a.op) {
    case Op::Buy:
      return place(a, 1);
    case Op::Sell:
      return place(a, -1);
    case Op::ClosePosition:
      if (portion_fine)
        close_position(a.portion);
      else
        ++warnings.refused;
      return;
    case Op::CloseTrade:
      if (trades.empty()) return;
      if (portion_fine)
        close(wrapped(trades), a.portion);
      else
        ++warnings.refused;
      return;
    case Op::SetSl:
      if (trades.empty()) return;
      if (is_price(a.price))
        set_sl(wrapped(trades), a.price);
      else
        ++warnings.refused;
      return;
    case Op::SetTp:
      if (trades.empty()) return;
      if (is_price(a.price))
        set_tp(wrapped(trades), a.price);
      else
        ++warnings.refused;
      return;
    case Op::Cancel:
      if (!orders.empty()) cancel(wrapped(orders));
      return;
  }
}

bool Broker::refused(const Action& a, double size) const {
  const bool fraction = 0 < size && size < 1,
             units = size >= 1 && std::floor(size) == size && size < inf;
  if (!fraction && !units) return true;
  for (const double p : {a.limit, a.stop, a.sl, a.tp}) {
    if (!is_price(p)) return true;
  }
  const double spread = options_.broker.spread, market = bars_.close[i_];
  if (a.op == Op::Buy) {
    const double at = a.limit != 0 ? a.limit : a.stop != 0 ? a.stop : market * (1 + spread);
    return !((a.sl != 0 ? a.sl : -inf) < at && at < (a.tp != 0 ? a.tp : inf));
  }
  const double at = a.limit != 0 ? a.limit : a.stop != 0 ? a.stop : market * (1 - spread);
  return !((a.tp != 0 ? a.tp : -inf) < at && at < (a.sl != 0 ? a.sl : inf));
}

void Broker::place(const Action& a, double sign) {
  const double size = a.has_size ? a.size : 1 - std::numeric_limits<double>::epsilon();
  if (refused(a, size)) {
    ++warnings.refused;
    return;
  }
  if (options_.broker.exclusive_orders) {
    for (std::size_t k = 0; k < orders.size(); ++k) {  // over the live list
      if (!contingent(*orders[k])) cancel(orders[k]);
    }
    const Trades open = trades;
    for (const auto& trade : open) close(trade, 1);
  }
  orders.push_back(
      std::make_shared<Order>(Order{sign * size, a.limit, a.stop, a.sl, a.tp, {}, tag_of(a)}));
}

void Broker::close(const std::shared_ptr<Trade>& trade, double portion) {
  const double exact = std::abs(trade->size) * portion;
  double units = std::floor(exact);
  if (exact - units > 0.5 || (exact - units == 0.5 && std::fmod(units, 2) == 1)) units += 1;
  const double size = (trade->size > 0 ? -1 : 1) * std::max(1.0, units);
  orders.insert(orders.begin(),
                std::make_shared<Order>(Order{size, 0, 0, 0, 0, trade, trade->tag}));
}

void Broker::close_position(double portion) {
  const Trades open = trades;
  for (const auto& trade : open) close(trade, portion);
}

void Broker::set_sl(const std::shared_ptr<Trade>& trade, double price) {
  if (trade->sl_order) cancel(trade->sl_order);
  if (price == 0) return;
  trade->sl = price;
  trade->sl_order = std::make_shared<Order>(Order{-trade->size, 0, price, 0, 0, trade, trade->tag});
  orders.insert(orders.begin(), trade->sl_order);
}

void Broker::set_tp(const std::shared_ptr<Trade>& trade, double price) {
  if (trade->tp_order) cancel(trade->tp_order);
  if (price == 0) return;
  trade->tp = price;
  trade->tp_order = std::make_shared<Order>(Order{-trade->size, price, 0, 0, 0, trade, trade->tag});
  orders.push_back(trade->tp_order);
}

void Broker::cancel(const std::shared_ptr<Order>& held) {
  const std::shared_ptr<Order> order = held;  // the list and the trade let go of it
  erase(orders, order);
  const std::shared_ptr<Trade> parent = order->parent.lock();
  if (!parent) return;
  if (parent->sl_order == order) {
    parent->sl_order = nullptr;
    parent->sl = 0;
  }
  if (parent->tp_order == order) {
    parent->tp_order = nullptr;
    parent->tp = 0;
  }
}

bool Broker::contingent(const Order& order) const {
  const std::shared_ptr<Trade> parent = order.parent.lock();
  return parent && (parent->sl_order.get() == &order || parent->tp_order.get() == &order);
}

// --- One bar ---

void Broker::next() {
  while (pass()) {
  }
  equity[i_] = equity_now();
  if (equity[i_] > 0) return;
  ruined_ = true;
  for (std::size_t k = 0; k < trades.size(); ++k) {  // over the live list
    close_whole(trades[k], bars_.close[i_], static_cast<int>(i_));
  }
  cash = 0;
  for (std::size_t k = i_; k < equity.size(); ++k) equity[k] = 0;
}

bool Broker::pass() {
  const double open = bars_.open[i_], high = bars_.high[i_], low = bars_.low[i_];
  bool again = false;
  const Orders snapshot = orders;
  for (const auto& order : snapshot) {
    if (!holds(orders, order.get())) continue;
    const bool buy = order->size > 0,
               on_close = options_.broker.trade_on_close && !contingent(*order);
    const double stop = order->stop, limit = order->limit;
    if (stop != 0) {
      if (buy ? high < stop : low > stop) continue;
      order->stop = 0;
    }
    double price = open;
    if (limit != 0) {
      if (buy ? low > limit : high < limit) continue;
      if (stop != 0 && (buy ? limit <= stop : limit >= stop)) continue;
      const double base = stop != 0 ? stop : open;
      price = buy ? std::min(base, limit) : std::max(base, limit);
    } else {
      const double base = on_close ? bars_.close[i_ - 1] : open;
      price = stop == 0 ? base : buy ? std::max(base, stop) : std::min(base, stop);
    }
    const int book_bar = static_cast<int>(i_) - (limit == 0 && stop == 0 && on_close ? 1 : 0);
    if (const std::shared_ptr<Trade> parent = order->parent.lock()) {
      if (std::find(trades.begin(), trades.end(), parent) != trades.end()) {
        const double units = std::min(std::abs(parent->size), std::abs(order->size));
        reduce(parent, buy ? units : -units, price, book_bar);
      }
      erase(orders, order);
    } else {
      again = enter(*order, price, stop, book_bar) || again;
      erase(orders, order);
    }
  }
  return again;
}

bool Broker::enter(Order& order, double price, double stop, int book_bar) {
  const auto& fee = options_.broker.commission;
  const double sign = order.size > 0 ? 1 : -1;
  const double adjusted = price * (1 + sign * options_.broker.spread);
  const double unit_cost = adjusted + fee(order.size, price) / std::abs(order.size);
  double need = order.size;
  if (std::abs(need) < 1) {
    need = python_floor_division(available() * leverage_ * std::abs(need), unit_cost) * sign;
    if (need == 0) {
      ++warnings.canceled_relative;
      return false;
    }
  }
  if (!options_.broker.hedging) {
    const Trades open = trades;
    for (const auto& trade : open) {
      if (trade->size * need >= 0) continue;
      if (std::abs(need) >= std::abs(trade->size)) {
        need += trade->size;
        close_whole(trade, price, book_bar);
      } else {
        reduce(trade, need, price, book_bar);
        need = 0;
      }
      if (need == 0) break;
    }
  }
  if (std::abs(need) * unit_cost > available() * leverage_) {
    ++warnings.canceled_margin;
    return false;
  }
  if (need == 0) return false;
  auto trade = std::make_shared<Trade>();
  trade->size = need;
  trade->entry_price = adjusted;
  trade->entry_bar = book_bar;
  trade->tag = order.tag;
  trades.push_back(trade);
  cash -= fee(need, adjusted);
  if (order.tp != 0) set_tp(trade, order.tp);
  if (order.sl != 0) set_sl(trade, order.sl);
  return acts_on_entry_bar(order, stop);
}

bool Broker::acts_on_entry_bar(const Order& order, double stop) {
  if (order.sl == 0 && order.tp == 0) return false;
  const double high = bars_.high[i_], low = bars_.low[i_];
  if (order.limit == 0 && stop == 0) return true;
  if (order.limit == 0 && order.tp != 0) {
    if (order.size > 0 && order.tp <= high && (order.sl == 0 || order.sl < low)) return true;
    if (order.size < 0 && order.tp >= low && (order.sl == 0 || order.sl > high)) return true;
  }
  const auto inside = [&](double p) { return p != 0 && low <= p && p <= high; };
  if (inside(order.sl) || inside(order.tp)) ++warnings.same_bar_contingent;
  return false;
}

void Broker::close_whole(std::shared_ptr<Trade> trade, double price, int book_bar) {
  const auto& fee = options_.broker.commission;
  erase(trades, trade);
  if (trade->sl_order) erase(orders, trade->sl_order);
  if (trade->tp_order) erase(orders, trade->tp_order);
  trade->exit_price = price;
  trade->exit_bar = book_bar;
  closed.push_back(trade);
  cash += trade->size * (price - trade->entry_price) - fee(trade->size, price);
  trade->commission = fee(trade->size, price) + fee(trade->size, trade->entry_price);
}

void Broker::reduce(const std::shared_ptr<Trade>& trade, double by, double price, int book_bar) {
  if (trade->size + by == 0) return close_whole(trade, price, book_bar);
  trade->size += by;
  if (trade->sl_order) trade->sl_order->size = -trade->size;
  if (trade->tp_order) trade->tp_order->size = -trade->size;
  auto part = std::make_shared<Trade>(*trade);
  part->size = -by;
  part->sl = part->tp = 0;
  part->sl_order = part->tp_order = nullptr;
  close_whole(part, price, book_bar);
}

double Broker::equity_now() const {
  double units = 0, cost = 0;
  for (const auto& trade : trades) {
    units += trade->size;
    cost += trade->size * trade->entry_price;
  }
  return cash + bars_.close[i_] * units - cost;
}

double Broker::available() const {
  double used = 0;
  for (const auto& trade : trades) used += std::abs(trade->size) * bars_.close[i_] / leverage_;
  return std::max(0.0, equity_now() - used);
}

}  // namespace plain
