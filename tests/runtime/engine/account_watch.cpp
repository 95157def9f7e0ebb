#include "tests/runtime/engine/account_watch.hpp"

#include "runtime/engine/run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

using stratgen::BrokerOrder;
using stratgen::BrokerTrade;

namespace {

const stratgen::Broker& broker_of(const stratgen::abi::Frame& frame) {
  return static_cast<const stratgen::Run*>(frame.host)->broker();
}

bool same_money(double a, double b) { return std::abs(a - b) < 0.005; }

}  // namespace

void AccountWatch::require(bool holds, const std::string& what) {
  if (!holds) broken_.push_back(fmt::format("bar {}: {}", bar_, what));
}

void AccountWatch::at_bar(const stratgen::abi::Frame& frame) {
  bar_ = frame.bar;
  check_account(frame);
  follow_orders(broker_of(frame), Fate::GoneAtFill);
}

void AccountWatch::after(const stratgen::abi::Frame& frame, const replay::Action& action) {
  using replay::Op;
  const bool entry = action.op == Op::Buy || action.op == Op::Sell;
  if (entry) fates_[action.number] = Fate::Pending;
  const bool cancels = action.op == Op::Cancel || (entry && run_.options.broker.exclusive_orders);
  const auto before = fates_;
  follow_orders(broker_of(frame), Fate::Cancelled);
  require(cancels || before == fates_, "an action that cancels nothing made an order vanish");
  if (entry && fates_[action.number] != Fate::Pending) fates_.erase(action.number);  // refused
}

// Fees are paid when a trade opens, for its whole size then, and when a part of it closes.
void AccountWatch::check_account(const stratgen::abi::Frame& frame) {
  const stratgen::Broker& broker = broker_of(frame);
  const stratgen::Commission& fee = run_.options.broker.commission;
  double cash = run_.options.broker.cash, positions = 0;
  std::map<long, std::pair<double, double>> opened;  // by tag: size and entry price
  for (const BrokerTrade* trade : broker.closed_trades()) {
    cash += trade->size * (trade->exit_price - trade->entry_price) -
            fee(trade->size, trade->exit_price);
    opened[trade->tag.number].first += trade->size;
    opened[trade->tag.number].second = trade->entry_price;
  }
  for (const BrokerTrade* trade : broker.open_trades()) {
    positions += trade->size * (frame.close[frame.bar] - trade->entry_price);
    opened[trade->tag.number].first += trade->size;
    opened[trade->tag.number].second = trade->entry_price;
  }
  for (const auto& [tag, trade] : opened) cash -= fee(trade.first, trade.second);
  require(same_money(frame.cash, cash),
          fmt::format("cash is {}, its trades say {}", frame.cash, cash));
  const double equity = stratgen::abi::equity(frame, frame.close[frame.bar]);
  require(same_money(equity, cash + positions),
          fmt::format("equity is {}, not {}", equity, cash + positions));
}

void AccountWatch::follow_orders(const stratgen::Broker& broker, Fate when_gone) {
  const auto is_entry = [](const BrokerOrder* order) { return !order->parent; };
  const auto holds = [](const auto& list, long number, auto counts) {
    return std::any_of(list.begin(), list.end(),
                       [&](const auto* x) { return x->tag.number == number && counts(x); });
  };
  const auto any = [](const BrokerTrade*) { return true; };
  for (auto& [number, fate] : fates_) {
    if (fate != Fate::Pending || holds(broker.queue(), number, is_entry)) continue;
    const bool traded =
        holds(broker.open_trades(), number, any) || holds(broker.closed_trades(), number, any);
    fate = traded ? Fate::Filled : when_gone;
  }
}

// backtesting.py: the stop of a stop-limit may be a price the bar never saw, and an entry
// stop under trade-on-close ignores the gap. Whatever such an order nets goes at that price, too.
bool AccountWatch::fills_stay_inside(long tag) const {
  const auto strange = [&](const replay::Action& a) {
    return a.stop != 0 && (a.limit != 0 || run_.options.broker.trade_on_close);
  };
  return std::none_of(run_.actions.begin(), run_.actions.end(), [&](const replay::Action& a) {
    return strange(a) && (tag == 0 || a.number == tag);
  });
}

void AccountWatch::check_trade(const stratgen::Trade& trade, bool open) {
  const stratgen::Bars& bars = run_.bars;
  const auto inside = [&](int bar, double price) {
    const auto i = static_cast<std::size_t>(bar);
    return price >= bars.low[i] * (1 - 1e-12) && price <= bars.high[i] * (1 + 1e-12);
  };
  require(trade.size != 0 && std::floor(trade.size) == trade.size,
          fmt::format("size {}", trade.size));
  // A market order under trade-on-close is booked a bar back, so it may end what a limit order of
  // this bar began.
  const int back = run_.options.broker.trade_on_close ? 1 : 0;
  require(trade.entry_bar > run_.warmup - back && trade.entry_bar - back <= trade.exit_bar,
          "bars out of order");
  const double spread = run_.options.broker.spread * (trade.size > 0 ? 1 : -1);
  if (fills_stay_inside(trade.tag.number)) {
    require(inside(trade.entry_bar, trade.entry_price / (1 + spread)), "an entry outside its bar");
  }
  if (!open && fills_stay_inside(0))
    require(inside(trade.exit_bar, trade.exit_price), "an exit outside its bar");
  const auto& actions = run_.actions;
  const auto order = std::find_if(actions.begin(), actions.end(), [&](const replay::Action& a) {
    return a.number == trade.tag.number;
  });
  require(order != actions.end() && (order->op == replay::Op::Buy) == (trade.size > 0),
          "a trade against its order");
}

void AccountWatch::at_end(const stratgen::Report& report) {
  for (const stratgen::Trade& trade : report.trades) check_trade(trade, false);
  for (const stratgen::Trade& trade : report.open_trades) check_trade(trade, true);
  // The last step (finalisation or ruin) has no next() after it: orders that it took are not
  // followed.
  const auto last_step_unseen = run_.options.finalize_trades || report.equity.back() == 0;
  if (last_step_unseen) return;
  int pending = 0, gone = 0;
  for (const auto& [tag, fate] : fates_) {
    pending += fate == Fate::Pending;
    gone += fate == Fate::GoneAtFill;
  }
  const auto entries =
      std::count_if(report.pending_orders.begin(), report.pending_orders.end(),
                    [](const auto& o) { return !o.contingent && o.tag.number != 0; });
  require(pending <= entries, "an order is neither pending nor accounted for");
  const int warned = report.warnings.canceled_relative + report.warnings.canceled_margin;
  // Without netting an order that fills opens a trade; with it, it may only close some.
  if (run_.options.broker.hedging)
    require(gone == warned, fmt::format("{} orders gone, {} warned", gone, warned));
  else
    require(gone >= warned, fmt::format("{} orders gone, {} warned", gone, warned));
}
