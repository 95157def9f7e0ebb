#include "tests/runtime/engine/random_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <limits>
#include <random>

namespace random_run {
namespace {

using replay::Action;
using replay::Op;
using stratgen::Bars;

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}
  int below(int n) { return static_cast<int>(engine_() % static_cast<std::uint64_t>(n)); }
  bool chance(double p) { return uniform() < p; }
  double uniform() { return static_cast<double>(engine_() >> 11) * 0x1p-53; }
  double one_of(std::initializer_list<double> list) {
    return list.begin()[below(static_cast<int>(list.size()))];
  }

 private:
  std::mt19937_64 engine_;
};

void append(Bars& bars, std::int64_t time, double open, double high, double low, double close) {
  bars.time.push_back(time);
  bars.open.push_back(open);
  bars.high.push_back(high);
  bars.low.push_back(low);
  bars.close.push_back(close);
  bars.volume.push_back(1000);
}

Bars made_up_bars(Dice& dice, int count) {
  Bars bars;
  bars.symbol = "RANDOM";
  const double tick = dice.one_of({0.01, 0.25, 1, 5});
  const int reach = 2 + dice.below(12);
  const auto step = [&] { return tick * (dice.below(2 * reach + 1) - reach); };
  double last = 100 * tick + tick * dice.below(400);
  for (int i = 0; i < count; ++i) {
    const double open = std::max(tick, last + (dice.chance(0.4) ? step() : 0));
    const double close = std::max(tick, open + step());
    const double high = std::max(open, close) + (dice.chance(0.7) ? std::abs(step()) : 0);
    const double low =
        std::max(tick, std::min(open, close) - (dice.chance(0.7) ? std::abs(step()) : 0));
    append(bars, 1577836800 + 86400LL * i, open, high, low, close);
    last = close;
  }
  return bars;
}

Bars part_of(const Bars& market, Dice& dice, int count) {
  Bars bars;
  bars.symbol = market.symbol;
  const auto first = static_cast<std::size_t>(dice.below(static_cast<int>(market.size()) - count));
  for (std::size_t i = first; i < first + static_cast<std::size_t>(count); ++i) {
    append(bars, market.time[i], market.open[i], market.high[i], market.low[i], market.close[i]);
  }
  return bars;
}

double per_share(double size, double) { return std::max(1.0, 0.005 * std::abs(size)); }

stratgen::RunOptions make_options(Dice& dice) {
  stratgen::RunOptions options;
  options.broker.cash = dice.one_of({500, 10000, 10000, 1000000});
  options.broker.spread = dice.one_of({0, 0, 0.0005, 0.01});
  options.broker.margin = dice.one_of({1, 1, 0.5, 0.1, 0.02});
  options.broker.trade_on_close = dice.chance(0.3);
  options.broker.hedging = dice.chance(0.4);
  options.broker.exclusive_orders = dice.chance(0.25);
  options.finalize_trades = dice.chance(0.5);
  options.skip_refused_orders = true;
  switch (dice.below(5)) {
    case 0:
      break;
    case 1:
      options.broker.commission.relative = 0.002;
      break;
    case 2:
      options.broker.commission.relative = -0.0005;
      break;
    case 3:
      options.broker.commission = {2.5, 0.001, nullptr};
      break;
    case 4:
      options.broker.commission.custom = per_share;
      break;
  }
  return options;
}

// Writes the actions of one bar, knowing what comes.
class Scribe {
 public:
  Scribe(Dice& dice, const Bars& bars, bool legal) : dice_(dice), bars_(bars), legal_(legal) {}

  Action action(int bar) {
    Action made{};
    made.bar = bar;
    made.portion = 1;
    made.index = dice_.below(6);
    const int kind = dice_.below(20);
    if (kind < 12) return entry(made);
    if (kind < 14) {
      made.op = kind == 12 ? Op::ClosePosition : Op::CloseTrade;
      made.portion = dice_.one_of({0.1, 0.25, 1.0 / 3, 0.5, 0.5, 0.75, 1, 1});
      if (odd(0.02)) made.portion = dice_.one_of({0, -1, 2, std::nan("")});
      return made;
    }
    if (kind < 18) {
      made.op = kind < 16 ? Op::SetSl : Op::SetTp;
      made.price = dice_.chance(0.1) ? 0 : price(bar, 0);
      if (odd(0.02)) made.price = dice_.one_of({-5, std::nan(""), HUGE_VAL});
      return made;
    }
    made.op = Op::Cancel;
    return made;
  }

 private:
  bool odd(double p) { return !legal_ && dice_.chance(p); }

  // Above (+1) or below (-1) the close, or anywhere (0); often a price of one of the next bars.
  double price(int bar, int side) {
    const auto i = static_cast<std::size_t>(bar);
    const double close = bars_.close[i];
    if (dice_.chance(0.5) && i + 3 < bars_.size()) {
      const std::size_t k = i + 1 + static_cast<std::size_t>(dice_.below(2));
      const double p = dice_.one_of({bars_.open[k], bars_.high[k], bars_.low[k], bars_.close[k]});
      if (side == 0 || (p - close) * side > 0) return p;
    }
    const double away = dice_.one_of({0.002, 0.01, 0.02, 0.05, 0.1});
    const int direction = side != 0 ? side : dice_.chance(0.5) ? 1 : -1;
    return close * (1 + direction * away);
  }

  // As price(), on that side of the reference and further from it than any spread.
  double beyond(int bar, double reference, int side) {
    const double p = price(bar, side);
    if ((p - reference) * side > 0.015 * reference) return p;
    return reference * (1 + side * dice_.one_of({0.02, 0.03, 0.05, 0.1}));
  }

  Action entry(Action made) {
    made.op = dice_.chance(0.5) ? Op::Buy : Op::Sell;
    const int up = made.op == Op::Buy ? 1 : -1;
    made.has_size = dice_.chance(0.85);
    made.size = dice_.chance(0.5) ? dice_.one_of({0.001, 0.1, 0.25, 0.5, 0.9, 0.999})
                                  : dice_.one_of({1, 2, 3, 7, 10, 25, 100, 1000});
    if (odd(0.03)) made.size = dice_.one_of({0, -1, 1.5, std::nan(""), HUGE_VAL});
    if (dice_.chance(0.25)) made.limit = price(made.bar, dice_.chance(0.8) ? -up : up);
    if (dice_.chance(0.25)) made.stop = price(made.bar, dice_.chance(0.8) ? up : -up);
    if (odd(0.01)) made.limit = dice_.one_of({-3, std::nan(""), HUGE_VAL});
    const double close = bars_.close[static_cast<std::size_t>(made.bar)];
    const double reference = made.limit != 0 ? made.limit : made.stop != 0 ? made.stop : close;
    if (dice_.chance(0.4)) made.sl = beyond(made.bar, reference, -up);
    if (dice_.chance(0.4)) made.tp = beyond(made.bar, reference, up);
    if (odd(0.03)) std::swap(made.sl, made.tp);
    made.has_number = true;
    made.number = ++entries_;
    return made;
  }

  Dice& dice_;
  const Bars& bars_;
  bool legal_;
  long entries_ = 0;
};

}  // namespace

RandomRun make(std::uint64_t seed, const std::vector<Bars>& markets, bool legal) {
  Dice dice(seed);
  RandomRun run;
  const int count = dice.chance(0.05) ? 1 + dice.below(4) : 10 + dice.below(140);
  run.bars =
      markets.empty() || dice.chance(0.6)
          ? made_up_bars(dice, count)
          : part_of(markets[static_cast<std::size_t>(dice.below(static_cast<int>(markets.size())))],
                    dice, count);
  run.options = make_options(dice);
  run.warmup = dice.chance(0.8) ? 0 : dice.below(count);
  Scribe scribe(dice, run.bars, legal);
  const double activity = dice.one_of({0.05, 0.2, 0.5, 0.9});
  for (int bar = run.warmup + 1; bar < count; ++bar) {
    while (dice.chance(activity * 0.7)) run.actions.push_back(scribe.action(bar));
  }
  return run;
}

std::string describe(const RandomRun& run) {
  const stratgen::BrokerOptions& b = run.options.broker;
  return fmt::format(
      "{} {} bars, warm-up {}, {} actions, cash {}, spread {}, margin {}, commission {} + "
      "{}{}{}{}{}{}",
      run.bars.size(), run.bars.symbol, run.warmup, run.actions.size(), b.cash, b.spread, b.margin,
      b.commission.fixed, b.commission.relative, b.commission.custom ? " (custom)" : "",
      b.trade_on_close ? ", trade on close" : "", b.hedging ? ", hedging" : "",
      b.exclusive_orders ? ", exclusive" : "", run.options.finalize_trades ? ", finalize" : "");
}

}  // namespace random_run
