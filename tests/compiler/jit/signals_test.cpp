// Conditions at all bars at once against the same conditions bar by bar, in machine code of the
// compiler: random strategies over random bars. A failure prints the strategy.
#include "compiler/frontend/compile.hpp"
#include "compiler/jit/program.hpp"
#include "runtime/engine/backtest.hpp"
#include "runtime/engine/cell.hpp"
#include "tests/compiler/jit/random_conditions.hpp"
#include "tests/runtime/engine/random_run.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

using namespace stratgen;
using namespace stratgen::test;

namespace {

constexpr std::uint64_t strategies = 120, markets = 6;

// Longer than random_run's.
Bars long_bars(std::uint64_t seed) {
  std::mt19937_64 engine(seed);
  const auto step = [&] { return 1 + 0.002 * static_cast<double>(engine() % 21) - 0.02; };
  Bars bars;
  bars.symbol = "LONG";
  const std::size_t count = 66 + engine() % 260;
  double close = 50;
  for (std::size_t i = 0; i < count; ++i) {
    const double open = engine() % 4 == 0 ? close * step() : close;
    if (engine() % 8 != 0) close = open * step();
    bars.time.push_back(1577836800 + 86400 * static_cast<std::int64_t>(i));
    bars.open.push_back(open);
    bars.close.push_back(close);
    bars.high.push_back(std::max(open, close) * 1.005);
    bars.low.push_back(std::min(open, close) * 0.995);
    bars.volume.push_back(1000);
  }
  return bars;
}

bool same_run(const Program& program, const random_run::RandomRun& made, int& written) {
  const DataSet data(made.bars);
  RunOptions options = made.options;
  options.skip_refused_orders = true;
  const auto report = run_backtest(program, data, {}, {}, options);
  RunMemory memory;
  SignalMasks masks;
  memory.signals = &masks.asked(made.bars.size());
  Run run(program, data, {}, options, memory);
  Ending ending = run.finish();
  if (!report) return ending != Ending::Completed && ending != Ending::Ruined;
  if (masks.signals().written) {
    ++written;
    ending = run.trade(masks);
  }
  if ((report->equity.back() <= 0) != (ending == Ending::Ruined)) return false;
  run.write_equity();
  return std::ranges::equal(run.equity(), report->equity);
}

}  // namespace

TEST_CASE("random conditions at all bars at once are what next() sees, bit by bit") {
  Jit jit = Jit::create().value();
  int written = 0;
  for (std::uint64_t seed = 1; seed <= strategies; ++seed) {
    const std::string source = random_signal_strategy(seed);
    const auto object = compile(source);
    INFO(source);
    if (!object) {
      FAIL_CHECK(object.error().message);
      continue;
    }
    const LinkedProgram code = LinkedProgram::link(jit, object->object, host_symbols()).value();
    const Program program{object->class_name, code.entry()};
    for (std::uint64_t market = 0; market < markets; ++market) {
      INFO("market " << market);
      random_run::RandomRun made = random_run::make(seed * markets + market, {}, true);
      if (market % 2 == 0) made.bars = long_bars(seed * markets + market);
      CHECK(same_run(program, made, written));
    }
  }
  MESSAGE(written << " of " << strategies * markets << " runs wrote their signals");
  CHECK(2 * written > static_cast<int>(strategies * markets));
}
