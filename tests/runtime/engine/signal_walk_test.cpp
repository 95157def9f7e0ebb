// The signal form in its three ways: bar by bar (run_backtest), from event to event with the broker
// (Run::trade), and without it (walk_signals). A failure names the seed.
#include "runtime/engine/signal_walk.hpp"

#include "runtime/engine/backtest.hpp"
#include "runtime/engine/cell.hpp"
#include "runtime/market/sample_bars.hpp"
#include "tests/runtime/engine/random_run.hpp"
#include "tests/runtime/engine/report_bits.hpp"
#include "tests/runtime/engine/signal_script.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <random>
#include <span>

using namespace stratgen;

namespace {

constexpr std::uint64_t runs = 6000;

struct SignalRun {
  Bars bars;
  RunOptions options;
  std::vector<unsigned char> signals;
  signal_script::Script script{};
  StrategyEntry entry = nullptr;
};

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}
  int below(int n) { return static_cast<int>(engine_() % static_cast<std::uint64_t>(n)); }
  bool chance(double p) { return static_cast<double>(engine_() >> 11) * 0x1p-53 < p; }
  double one_of(std::initializer_list<double> list) {
    return list.begin()[below(static_cast<int>(list.size()))];
  }

 private:
  std::mt19937_64 engine_;
};

// Longer than random_run's, and smooth enough for positions of many units.
Bars smooth_bars(Dice& dice) {
  Bars bars;
  bars.symbol = "SMOOTH";
  const int count = 1 + dice.below(700);
  double close = 20 + dice.below(300);
  for (int i = 0; i < count; ++i) {
    const double open = close * (1 + 0.001 * (dice.below(11) - 5));
    close = open * (1 + 0.001 * (dice.below(41) - 20));
    bars.time.push_back(1577836800 + 86400LL * i);
    bars.open.push_back(open);
    bars.high.push_back(std::max(open, close) * (1 + 0.001 * dice.below(8)));
    bars.low.push_back(std::min(open, close) * (1 - 0.001 * dice.below(8)));
    bars.close.push_back(close);
    bars.volume.push_back(1);
  }
  return bars;
}

SignalRun make(std::uint64_t seed, bool plain) {
  Dice dice(seed * 7919);
  random_run::RandomRun made = random_run::make(seed, {}, true);
  SignalRun run;
  run.bars = dice.chance(0.5) ? smooth_bars(dice) : std::move(made.bars);
  run.options = made.options;
  run.options.broker.cash = dice.one_of({500, 10000, 100000, 1000000});
  run.options.broker.fractional = dice.chance(0.2);
  if (dice.chance(0.3))
    run.options.first_bar = static_cast<std::size_t>(dice.below(static_cast<int>(run.bars.size())));
  if (!plain) {
    if (dice.chance(0.3)) run.options.broker.fills = FillModel::Strict;
    if (dice.chance(0.3)) run.options.broker.slippage = {5, 0.1};
  }
  const double activity = dice.one_of({0.01, 0.05, 0.2, 0.6});
  for (std::size_t i = 0; i < run.bars.size(); ++i) {
    unsigned char bits = 0;
    for (int c = 0; c < 4; ++c)
      if (dice.chance(activity)) bits = static_cast<unsigned char>(bits | 1 << c);
    run.signals.push_back(bits);
  }
  run.script.warmup = dice.chance(0.5) ? 0 : dice.below(static_cast<int>(run.bars.size()));
  run.script.size = dice.one_of({1 - 0x1p-52, 1 - 0x1p-52, 0.5, 0.97, 1, 3, 20});
  if (!plain) {
    run.script.size = dice.one_of({1 - 0x1p-52, 0.5, 10, 1.5, 0});
    run.script.stop_loss = dice.one_of({0, 0.01, 0.05, -0.01});
    run.script.take_profit = dice.one_of({0, 0.01, 0.1});
    run.options.skip_refused_orders = dice.chance(0.7);
  }
  run.entry = std::array{all_four_signals, long_signals,
                         reversing_signals}[static_cast<std::size_t>(dice.below(3))];
  return run;
}

std::vector<std::uint64_t> bits_of_trades(const std::vector<Trade>& trades) {
  std::vector<std::uint64_t> bits;
  for (const Trade& t : trades)
    for (const double x : {t.size, double(t.entry_bar), double(t.exit_bar), t.entry_price,
                           t.exit_price, t.commission})
      bits.push_back(std::bit_cast<std::uint64_t>(x));
  return bits;
}

std::vector<Trade> closed_trades(const SignalWalk& walk, const RunOptions& options) {
  const int back = static_cast<int>(options.first_bar) + (options.broker.trade_on_close ? 1 : 0);
  std::vector<Trade> trades;
  for (const Holding& h : walk.holdings) {
    if (!h.closed) continue;
    Trade& trade = trades.emplace_back();
    trade.size = h.size;
    trade.entry_bar = std::max(0, h.from - back);
    trade.exit_bar = std::max(0, h.to - back);
    trade.entry_price = h.entry_price;
    trade.exit_price = h.exit_price;
    trade.commission = h.commission;
  }
  return trades;
}

std::vector<std::uint64_t> bits_of(const CellStatistics& s) {
  std::vector<std::uint64_t> bits = {static_cast<std::uint64_t>(s.trades)};
  for (const double x :
       {s.return_pct, s.annual_return_pct, s.annual_volatility_pct, s.sharpe_ratio, s.sortino_ratio,
        s.max_drawdown_pct, s.win_rate_pct, s.exposure_time_pct, s.profit_factor, s.period_sharpe})
    bits.push_back(std::bit_cast<std::uint64_t>(x));
  return bits;
}

std::vector<std::uint64_t> bits_of(const WalkSums& sums) {
  std::vector<std::uint64_t> bits;
  for (const double x : {sums.curve.returns, sums.curve.squares, sums.curve.loss_squares,
                         sums.curve.lowest, sums.trades.gains, sums.trades.losses, sums.curve.last})
    bits.push_back(std::bit_cast<std::uint64_t>(x));
  return bits;
}

// What the strategy writes, however short the history is.
SignalMasks masks_of(const SignalRun& run) {
  SignalMasks masks;
  abi::Signals& signals = masks.asked(run.bars.size());
  const int bars = static_cast<int>(run.bars.size());
  signals.start =
      std::min(bars, std::max(run.script.warmup + 1, static_cast<int>(run.options.first_bar)));
  signals.size = run.script.size;
  signals.present = run.entry == long_signals ? 3 : run.entry == reversing_signals ? 5 : 15;
  for (int c = 0; c < 4; ++c)
    for (int i = signals.start; i < bars; ++i)
      if (run.signals[static_cast<std::size_t>(i)] >> c & 1)
        signals.words[c][i / 64] |= 1UL << i % 64;
  return masks;
}

// To 1e-9, where the reference itself has as many digits: it takes the spread of a year's returns
// as the difference of two numbers near 1, and the mean as a product near 1.
struct Comparison {
  bool equal = true;
  std::string text;

  void value(const char* name, double a, double b, double absolute) {
    if (a == b || (std::isnan(a) && std::isnan(b))) return;
    if (std::abs(a - b) <= 1e-9 * std::max(std::abs(a), std::abs(b)) + absolute) return;
    equal = false;
    text += fmt::format("{}: {} and {}; ", name, a, b);
  }
};

double period_sharpe(std::span<const double> equity) {
  const double count = static_cast<double>(equity.size()) - 1;
  double sum = 0, squares = 0;
  const auto r = [&](std::size_t i) { return equity[i] / equity[i - 1] - 1; };
  for (std::size_t i = 1; i < equity.size(); ++i) sum += r(i);
  for (std::size_t i = 1; i < equity.size(); ++i)
    squares += (r(i) - sum / count) * (r(i) - sum / count);
  return sum / count / std::sqrt(squares / (count - 1));
}

Comparison compare(const CellStatistics& a, const Report& report) {
  const Statistics& b = report.statistics;
  Comparison all;
  const double volatility = b.annual_volatility_pct / 100;
  const double of_volatility = 2e-13 / volatility;
  all.value("return", a.return_pct, b.return_pct, 1e-12);
  all.value("annual return", a.annual_return_pct, b.annual_return_pct, 1e-10);
  all.value("volatility", a.annual_volatility_pct, b.annual_volatility_pct, 100 * of_volatility);
  all.value("Sharpe", a.sharpe_ratio, b.sharpe_ratio,
            1e-12 / volatility + std::abs(b.sharpe_ratio) * of_volatility / volatility);
  const double sharpe = period_sharpe(report.equity);
  if (std::isfinite(sharpe))
    all.value("period Sharpe", a.period_sharpe, sharpe, 1e-12 / volatility);
  all.value("Sortino", a.sortino_ratio, b.sortino_ratio, 1e-12 / volatility);
  all.value("drawdown", a.max_drawdown_pct, b.max_drawdown_pct, 1e-12);
  all.value("win rate", a.win_rate_pct, b.win_rate_pct, 0);
  all.value("exposure", a.exposure_time_pct, b.exposure_time_pct, 0);
  all.value("profit factor", a.profit_factor, b.profit_factor, 1e-12);
  all.value("trades", static_cast<double>(a.trades), static_cast<double>(b.trades), 0);
  return all;
}

}  // namespace

TEST_CASE("a walk over signals makes the trades of the bar loop, bit by bit, and its statistics") {
  std::size_t trades = 0, ruined = 0, walked = 0;
  for (std::uint64_t seed = 1; seed <= runs; ++seed) {
    const SignalRun run = make(seed, true);
    signal_script::Script script = run.script;
    script.bars = run.signals.data();
    signal_script::script = &script;
    const DataSet data(run.bars);
    const Program program{"Signals", run.entry};
    const auto report = run_backtest(program, data, {}, {}, run.options);
    if (!report) FAIL(report.error().message);
    CellMemory memory;
    const Cell cell = run_cell(program, data, {}, run.options, memory);
    const std::array<std::span<const double>, 3> no_params;
    std::array<Cell, 3> together;
    Cells(program, data, run.options, memory).run(no_params, together);
    for (const Cell& each : together) {
      if (each.ending != cell.ending || bits_of(each.statistics) != bits_of(cell.statistics))
        FAIL_CHECK("seed " << seed << " is not alone what it is among others");
    }
    if (report->equity.back() <= 0) {
      ++ruined;
      if (cell.ending != Ending::Ruined) FAIL_CHECK("seed " << seed << " is not ruined");
      continue;
    }
    if (cell.ending != Ending::Completed) {
      FAIL_CHECK("seed " << seed << " ended " << to_string(cell.ending));
      continue;
    }
    walked += memory.masks[0].signals().written;
    std::vector<std::uint64_t> sums;
    for (const Isa isa : all_isas) {
      if (!is_supported(isa)) continue;
      const SignalMasks masks = masks_of(run);
      SignalWalk walk;
      walk.keeps = true;
      const WalkOptions how{run.options.broker, run.options.finalize_trades};
      const SignalMasks* const one = &masks;
      WalkSums made;
      walk_signals(isa)({&one, 1}, data.bars(), data.close_table(), how, walk, {&made, 1});
      const auto bits = bits_of(made);
      if (bits_of_trades(closed_trades(walk, run.options)) != bits_of_trades(report->trades))
        FAIL_CHECK("seed " << seed << ": trades differ, " << to_string(isa));
      if (isa == Isa::Portable) sums = bits;
      if (bits != sums) FAIL_CHECK("seed " << seed << ": sums differ, " << to_string(isa));
    }
    const Comparison all = compare(cell.statistics, *report);
    if (!all.equal) FAIL_CHECK("seed " << seed << ": " << all.text);
    trades += report->trades.size();
  }
  MESSAGE(runs << " runs: " << trades << " trades, " << ruined << " ruined, " << walked
               << " walked");
  CHECK(trades > 10 * runs);
  CHECK(ruined > 10);
  CHECK(2 * walked > runs);
}

TEST_CASE("stops, targets, slippage, strict fills and refused orders: the same trades and equity") {
  std::size_t trades = 0, refused = 0;
  for (std::uint64_t seed = 1; seed <= runs; ++seed) {
    const SignalRun run = make(seed, false);
    signal_script::Script script = run.script;
    script.bars = run.signals.data();
    signal_script::script = &script;
    const DataSet data(run.bars);
    const Program program{"Signals", run.entry};
    const auto report = run_backtest(program, data, {}, {}, run.options);
    RunMemory memory;
    SignalMasks masks;
    memory.signals = &masks.asked(run.bars.size());
    Run by_events(program, data, {}, run.options, memory);
    by_events.finish();
    if (!masks.signals().written) continue;  // too short
    const Ending ending = by_events.trade(masks);
    if (!report) {
      ++refused;
      if (ending != Ending::RefusedOrder) FAIL_CHECK("seed " << seed << ": " << to_string(ending));
      continue;
    }
    if ((ending == Ending::Ruined) != (report->equity.back() <= 0) ||
        (ending != Ending::Ruined && ending != Ending::Completed)) {
      FAIL_CHECK("seed " << seed << ": " << to_string(ending));
      continue;
    }
    by_events.write_equity();
    const auto equity = by_events.equity().subspan(run.options.first_bar);
    if (!std::equal(equity.begin(), equity.end(), report->equity.begin(), report->equity.end()))
      FAIL_CHECK("seed " << seed << ": equity differs");
    const auto& closed = by_events.broker().closed_trades();
    bool equal = closed.size() == report->trades.size();
    for (std::size_t i = 0; equal && i < closed.size(); ++i)
      equal = closed[i]->size == report->trades[i].size &&
              closed[i]->entry_price == report->trades[i].entry_price &&
              closed[i]->exit_price == report->trades[i].exit_price &&
              closed[i]->commission == report->trades[i].commission;
    if (!equal) FAIL_CHECK("seed " << seed << ": trades differ");
    CHECK(by_events.broker().warnings().refused == report->warnings.refused);
    trades += closed.size();
  }
  MESSAGE(runs << " runs: " << trades << " trades, " << refused << " ended by a refused order");
  CHECK(trades > 5 * runs);
  CHECK(refused > 100);
}

TEST_CASE("the signal form means the next() that the contract spells out") {
  for (std::uint64_t seed = 1; seed <= runs; ++seed) {
    SignalRun run = make(seed, seed % 2 == 0);
    run.options.skip_refused_orders = true;
    signal_script::Script script = run.script;
    script.bars = run.signals.data();
    signal_script::script = &script;
    const DataSet data(run.bars);
    const auto signals = run_backtest({"Signals", all_four_signals}, data, {}, {}, run.options);
    const auto in_next = run_backtest({"Next", four_signals_in_next}, data, {}, {}, run.options);
    REQUIRE(signals);
    REQUIRE(in_next);
    if (bits_of(*signals) != bits_of(*in_next)) FAIL_CHECK("seed " << seed);
  }
}
