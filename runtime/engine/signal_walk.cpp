#include "runtime/engine/signal_walk.hpp"

#include "runtime/engine/floor_division.hpp"

#include <algorithm>
#include <cmath>

namespace stratgen {
namespace {

// As Broker has it, for a market order while nothing else is open.
class Fills {
 public:
  Fills(const Bars& bars, const RunOptions& options, double size)
      : broker_(options.broker), bars_(bars), size_(size), leverage_(1 / broker_.margin) {}

  // False if it buys nothing.
  bool enter(Holding& holding, double& cash, double sign, int bar) const {
    const double base = price(bar);
    const double entry = base * (1 + sign * broker_.spread);
    const double unit_cost = entry + broker_.commission(sign * size_, base) / size_;
    const double available = std::max(0.0, cash);
    const double units = size_ < 1 ? affordable(available * leverage_ * size_, unit_cost) : size_;
    if (!(units > 0) || !(units * unit_cost <= available * leverage_)) return false;
    holding.size = sign * units;
    holding.entry_price = entry;
    holding.from = bar;
    holding.entry_bar = booked(bar);
    cash -= broker_.commission(holding.size, entry);
    holding.cash = cash;
    holding.cost = holding.size * entry;
    holding.closed = false;
    return true;
  }

  void leave(Holding& holding, double& cash, int bar) const {
    const double exit = price(bar);
    const double fee = broker_.commission(holding.size, exit);
    cash += holding.size * (exit - holding.entry_price) - fee;
    holding.commission = fee + broker_.commission(holding.size, holding.entry_price);
    holding.exit_price = exit;
    holding.cash_after = cash;
    holding.to = bar;
    holding.exit_bar = booked(bar);
    holding.closed = true;
  }

 private:
  int booked(int bar) const { return broker_.trade_on_close ? bar - 1 : bar; }
  double price(int bar) const {
    const auto at = static_cast<std::size_t>(booked(bar));
    return broker_.trade_on_close ? bars_.close[at] : bars_.open[at];
  }
  double affordable(double budget, double unit_cost) const {
    if (!broker_.fractional) return floor_division(budget, unit_cost);
    const double units = rounded_down(budget / unit_cost);
    return units * unit_cost <= budget ? units : rounded_down(std::nextafter(units, 0));
  }
  static double rounded_down(double units) {
    constexpr double parts_per_unit = 1e8, most_parts = 0x1p51;
    const double parts = units * parts_per_unit;
    return std::abs(parts) < most_parts ? std::floor(parts) / parts_per_unit : units;
  }

  const BrokerOptions& broker_;
  const Bars& bars_;
  double size_;
  double leverage_;
};

// What one bar's orders will do at the next.
struct Orders {
  bool close = false;
  double enter = 0;  // its sign
};

class Walk {
 public:
  Walk(const SignalMasks& masks, const Bars& bars, const RunOptions& options, SignalWalk& walk)
      : fills_(bars, options, masks.signals().size),
        walk_(walk),
        cash_(options.broker.cash),
        last_close_(bars.close.back()),
        bars_(static_cast<int>(bars.size())),
        long_entry_(masks.words(SignalMasks::LongEntry)),
        long_exit_(masks.words(SignalMasks::LongExit)),
        short_entry_(masks.words(SignalMasks::ShortEntry)),
        short_exit_(masks.words(SignalMasks::ShortExit)) {
    walk_.holdings.clear();
    walk_.ruined = false;
  }

  void go(int start) {
    for (int bar = start; bar < bars_; ++bar) {
      bar = next_order(bar);
      if (bar == bars_) break;
      if (bar + 1 == bars_) {
        waiting_ = orders_at(bar);
        break;
      }
      fill(orders_at(bar), bar + 1);
    }
    if (position_ != 0) walk_.holdings.back().to = bars_;
  }

  // One more step of the last bar, with the position's end before whatever waits.
  void finalize() {
    waiting_.close = position_ != 0;
    if (waiting_.close) {
      const Holding& h = walk_.holdings.back();
      walk_.ruined = h.cash + last_close_ * h.size - h.cost <= 0;
    }
    fill(waiting_, bars_ - 1);
    if (position_ != 0) walk_.holdings.back().to = bars_;
  }

 private:
  int next_order(int bar) const {
    if (position_ > 0) return next_event(long_exit_, short_entry_, bar, bars_);
    if (position_ < 0) return next_event(short_exit_, long_entry_, bar, bars_);
    return next_event(long_entry_, short_entry_, bar, bars_);
  }
  Orders orders_at(int bar) const {
    const bool to_long = position_ <= 0 && holds(long_entry_, bar);
    const bool to_short = !to_long && position_ >= 0 && holds(short_entry_, bar);
    return {position_ != 0, to_long ? 1.0 : to_short ? -1.0 : 0.0};
  }
  void fill(const Orders& orders, int bar) {
    if (orders.close) {
      fills_.leave(walk_.holdings.back(), cash_, bar);
      position_ = 0;
    }
    if (orders.enter == 0) return;
    Holding holding;
    if (!fills_.enter(holding, cash_, orders.enter, bar)) return;
    walk_.holdings.push_back(holding);
    position_ = holding.size;
  }

  Fills fills_;
  SignalWalk& walk_;
  double cash_, last_close_;
  int bars_;
  const MaskWord *long_entry_, *long_exit_, *short_entry_, *short_exit_;
  double position_ = 0;
  Orders waiting_;
};

}  // namespace

bool can_walk(const RunOptions& options) {
  const BrokerOptions& broker = options.broker;
  return broker.fills == FillModel::BacktestingPy && broker.slippage.bps == 0 &&
         broker.slippage.range == 0 && broker.cash > 0;
}

bool can_walk(const abi::Signals& signals, const RunOptions& options) {
  const double size = signals.size;
  const bool legal = size > 0 && std::isfinite(size) && (size < 1 || std::floor(size) == size);
  return legal && signals.stop_loss == 0 && signals.take_profit == 0 && can_walk(options);
}

void walk_signals(const SignalMasks& masks, const Bars& bars, const RunOptions& options, int warmup,
                  SignalWalk& walk) {
  Walk walker(masks, bars, options, walk);
  walker.go(masks.signals().start);
  const int size = static_cast<int>(bars.size());
  if (options.finalize_trades && warmup + 1 < size && static_cast<int>(options.first_bar) < size)
    walker.finalize();
}

}  // namespace stratgen
