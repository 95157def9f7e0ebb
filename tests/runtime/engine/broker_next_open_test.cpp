// What is known of a run at a close, over random bars, settings and actions. A failure names the
// seed; random_run::make(seed, ...) gives that run again.
#include "runtime/engine/backtest.hpp"
#include "tests/runtime/engine/logged_state.hpp"
#include "tests/runtime/engine/random_run.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

using namespace stratgen;
using random_run::RandomRun;

namespace {

Bars first_bars(const Bars& bars, std::size_t count) {
  return slice(bars, bars.time.front(), bars.time[count - 1]).value();
}

Report replayed(const RandomRun& run, const Bars& bars, std::span<const replay::Action> actions,
                RunMemory& memory) {
  const replay::Script script{actions.data(), static_cast<int>(actions.size()), run.warmup, false,
                              nullptr};
  replay::script = &script;
  const DataSet data(bars);
  auto report = run_backtest({"Replay", replay_strategy}, data, {}, {}, run.options, memory);
  if (!report) FAIL(report.error().message);
  return *report;
}

RandomRun random(std::uint64_t seed) {
  RandomRun run = random_run::make(seed, {}, false);
  run.options.finalize_trades = false;
  return run;
}

bool same(const std::vector<Trade>& a, const std::vector<Trade>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Trade& x, const Trade& y) {
    return x.size == y.size && x.entry_price == y.entry_price && x.entry_bar == y.entry_bar &&
           x.sl == y.sl && x.tp == y.tp;
  });
}

}  // namespace

TEST_CASE("day by day, with the bars of each day only, states are those of one long run") {
  std::size_t compared = 0, holding = 0;
  for (std::uint64_t seed = 1; seed <= 150; ++seed) {
    const RandomRun run = random(seed);
    Trace trace;
    RunMemory memory;
    memory.trace = &trace;
    const Report whole = replayed(run, run.bars, run.actions, memory);
    const auto states = logged_state::at_each_bar(trace.orders, run.bars.size());
    for (std::size_t bar = 1; bar < run.bars.size(); ++bar) {
      RunMemory own;
      const Bars until = first_bars(run.bars, bar + 1);
      const Report part = replayed(run, until, run.actions, own);
      const bool alike =
          logged_state::at_end(part) == states[bar] && part.equity.back() == whole.equity[bar];
      if (!alike) {
        FAIL_CHECK("seed " << seed << ", bar " << bar << ": " << logged_state::at_end(part)
                           << " against " << states[bar] << "; " << random_run::describe(run));
        break;
      }
      ++compared;
      holding += !part.open_trades.empty();
    }
  }
  MESSAGE(compared << " states, " << holding << " of them with a position");
  CHECK(holding > compared / 10);
}

TEST_CASE("what is wanted is what is held after a next bar that stays at the last close") {
  std::size_t changes = 0;
  for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
    const RandomRun run = random(seed);
    if (run.bars.size() < 10) continue;
    const std::size_t bar = 2 + seed % (run.bars.size() - 3);
    std::vector<replay::Action> actions = run.actions;
    std::erase_if(actions,
                  [&](const replay::Action& action) { return action.bar > static_cast<int>(bar); });
    Bars longer = first_bars(run.bars, bar + 2);
    for (auto* const column : {&longer.open, &longer.high, &longer.low, &longer.close})
      column->set(bar + 1, longer.close[bar]);
    RunMemory memory;
    const Report now = replayed(run, first_bars(run.bars, bar + 1), actions, memory);
    const Report next = replayed(run, longer, actions, memory);
    if (next.equity.back() <= 0) continue;  // nobody trades at a loss of everything
    if (!same(now.next_trades, next.open_trades))
      FAIL_CHECK("seed " << seed << ", bar " << bar << ": " << random_run::describe(run));
    changes += !same(now.next_trades, now.open_trades);
  }
  MESSAGE(changes << " positions change");
  CHECK(changes > 200);
}
