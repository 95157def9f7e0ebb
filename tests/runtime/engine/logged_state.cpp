#include "tests/runtime/engine/logged_state.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

namespace logged_state {
namespace {

using namespace stratgen;
using Kind = OrderEvent::Kind;
using Role = OrderEvent::Role;

// The size of a stop loss follows that of its trade, which no event tells.
std::string order_text(Role role, double size, double limit, double stop, double sl, double tp,
                       const abi::Tag& tag) {
  const bool follows = role == Role::StopLoss || role == Role::TakeProfit;
  return fmt::format("{} {:a} {:a} {:a} {:a} {:a} {} {}", static_cast<int>(role),
                     follows ? 0.0 : size, limit, stop, sl, tp, tag.number, std::string(tag.text));
}

std::string line_of(double units, const std::multiset<std::string>& orders) {
  return fmt::format("{:a} units; {}", units == 0 ? 0.0 : units, fmt::join(orders, "; "));
}

Role role_of(const PendingOrder& order) {
  if (order.contingent) return order.limit != 0 ? Role::TakeProfit : Role::StopLoss;
  return order.closes >= 0 ? Role::Close : Role::Entry;
}

// Follows the orders of a run through its events.
class Follower {
 public:
  void note(const OrderEvent& event) {
    switch (event.kind) {
      case Kind::Placed:
        waiting_[event.order] = event;
        break;
      case Kind::StopReached:
        waiting_[event.order].stop = 0;
        break;
      case Kind::Filled:
      case Kind::Dropped:
        waiting_.erase(event.order);
        break;
      case Kind::TradeOpened:
        units_ += event.size;
        break;
      case Kind::TradeClosed:
        units_ -= event.size;
        break;
      case Kind::Refused:
        break;
    }
  }

  std::string line() const {
    std::multiset<std::string> orders;
    for (const auto& [id, o] : waiting_)
      orders.insert(order_text(o.role, o.size, o.limit, o.stop, o.sl, o.tp, o.tag));
    return line_of(units_, orders);
  }

 private:
  std::map<int, OrderEvent> waiting_;
  double units_ = 0;
};

}  // namespace

std::string at_end(const Report& report) {
  double units = 0;
  for (const Trade& trade : report.open_trades) units += trade.size;
  std::multiset<std::string> orders;
  for (const PendingOrder& o : report.pending_orders)
    orders.insert(order_text(role_of(o), o.size, o.limit, o.stop, o.sl, o.tp, o.tag));
  return line_of(units, orders);
}

std::vector<std::string> at_each_bar(const OrderLog& log, std::size_t bars) {
  std::vector<std::string> lines;
  Follower follower;
  auto event = log.events.begin();
  for (std::size_t bar = 0; bar < bars; ++bar) {
    for (; event != log.events.end() && event->bar <= static_cast<int>(bar); ++event)
      follower.note(*event);
    lines.push_back(follower.line());
  }
  return lines;
}

}  // namespace logged_state
