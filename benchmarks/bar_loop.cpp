// Bars a second through init() and next(), without the statistics at the end. The indicators of the
// crosses come from the cache, as in a sweep.
#include "runtime/engine/run.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <random>

void watches(stratgen::abi::Frame* frame);
void sma_cross(stratgen::abi::Frame* frame);
void signal_sma_cross(stratgen::abi::Frame* frame);
void trails(stratgen::abi::Frame* frame);

namespace {

using namespace stratgen;

Bars random_walk(std::size_t count) {
  std::mt19937_64 random(7);
  std::normal_distribution<double> step(0, 1);
  Bars bars;
  double price = 1000;
  for (std::size_t i = 0; i < count; ++i) {
    const double open = price;
    price = std::max(10.0, price + step(random));
    bars.time.push_back(static_cast<std::int64_t>(60 * i));
    bars.open.push_back(open);
    bars.high.push_back(std::max(open, price) + std::abs(step(random)));
    bars.low.push_back(std::min(open, price) - std::abs(step(random)));
    bars.close.push_back(price);
    bars.volume.push_back(1000);
  }
  return bars;
}

void bar_loop(benchmark::State& state, StrategyEntry entry) {
  static const DataSet data(random_walk(200'000));
  const Program program{"benchmark", entry};
  std::size_t trades = 0;
  for (auto _ : state) {
    Run run(program, data, {}, {});
    if (!run.execute()) state.SkipWithError("the strategy failed");
    trades = run.broker().closed_trades().size();
  }
  const double bars =
      static_cast<double>(data.bars().size()) * static_cast<double>(state.iterations());
  state.counters["bar"] =
      benchmark::Counter(bars, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
  state.counters["trades"] = static_cast<double>(trades);
}

BENCHMARK_CAPTURE(bar_loop, no_orders, watches);
BENCHMARK_CAPTURE(bar_loop, sma_cross, sma_cross);
BENCHMARK_CAPTURE(bar_loop, signal_sma_cross, signal_sma_cross);
BENCHMARK_CAPTURE(bar_loop, moving_stop, trails);

}  // namespace
