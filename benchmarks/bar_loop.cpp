// The bar loop of compiled strategies, every check on: nanoseconds for a bar. Beside them the same
// crossing rule as a loop by hand over the same columns, which trades nothing and checks nothing.
#include "compiler/frontend/compile.hpp"
#include "compiler/jit/program.hpp"
#include "runtime/engine/run.hpp"
#include "runtime/market/sample_bars.hpp"

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <string>

namespace {

using namespace stratgen;

constexpr const char* no_orders = R"(#include <stratgen/strategy.hpp>
struct Quiet : Strategy {
  Series fast, slow;
  int above = 0;
  void init() { fast = sma(close, 20); slow = sma(close, 50); }
  void next() { if (crossover(fast, slow)) ++above; }
};
STRATGEN_STRATEGY(Quiet)
)";

constexpr const char* sma_cross = R"(#include <stratgen/strategy.hpp>
struct SmaCross : Strategy {
  Series fast, slow;
  void init() { fast = sma(close, 20); slow = sma(close, 50); }
  void next() {
    if (crossover(fast, slow)) buy();
    else if (crossover(slow, fast)) position.close();
  }
};
STRATGEN_STRATEGY(SmaCross)
)";

constexpr const char* brackets = R"(#include <stratgen/strategy.hpp>
struct Brackets : Strategy {
  Series fast, slow;
  void init() { fast = sma(close, 20); slow = sma(close, 50); }
  void next() {
    if (!position && fast > slow) buy({.size = 0.9, .sl = close * 0.95, .tp = close * 1.1});
  }
};
STRATGEN_STRATEGY(Brackets)
)";

constexpr const char* signal_cross = R"(#include <stratgen/strategy.hpp>
struct SignalCross : SignalStrategy {
  Series fast, slow;
  void init() { fast = sma(close, 20); slow = sma(close, 50); }
  auto long_entry() { return crossover(fast, slow); }
  auto long_exit() { return crossover(slow, fast); }
};
STRATGEN_STRATEGY(SignalCross)
)";

constexpr const char* moving_stop = R"(#include <stratgen/strategy.hpp>
struct MovingStop : Strategy {
  Series range;
  void init() { range = atr(14); }
  void next() {
    for (const auto trade : trades()) trade.set_sl(max(trade.sl, close - 3 * range));
    if (!position) buy({.size = 0.9});
  }
};
STRATGEN_STRATEGY(MovingStop)
)";

const DataSet& data() {
  static const DataSet set(load_sample("runtime/market/sample", "NDX").value().bars);
  return set;
}

void run_bars(benchmark::State& state, const char* source) {
  const auto object = compile(source).value();
  Jit jit = Jit::create().value();
  const LinkedProgram code = LinkedProgram::link(jit, object.object, host_symbols()).value();
  const Program program{object.class_name, code.entry()};
  RunMemory memory;
  for (auto _ : state) {
    Run run(program, data(), {}, {}, memory);
    if (!run.execute()) std::abort();
    benchmark::DoNotOptimize(memory.equity.data());
  }
  const double bars = static_cast<double>(data().bars().size());
  state.counters["ns_per_bar"] =
      benchmark::Counter(bars * static_cast<double>(state.iterations()) * 1e-9,
                         benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

void by_hand(benchmark::State& state) {
  const std::vector<double>& close = data().bars().close;
  const std::span<const double> inputs[] = {close};
  const double twenty[] = {20}, fifty[] = {50};
  const Column fast = compute_indicator("sma", inputs, twenty).value()[0];
  const Column slow = compute_indicator("sma", inputs, fifty).value()[0];
  std::vector<double> equity(close.size());
  for (auto _ : state) {
    int above = 0;
    for (std::size_t i = 50; i < close.size(); ++i) {
      equity[i] = 10000 + close[i] * 0.0;
      if (fast[i - 1] < slow[i - 1] && fast[i] > slow[i]) ++above;
    }
    benchmark::DoNotOptimize(above);
    benchmark::DoNotOptimize(equity.data());
  }
  const double bars = static_cast<double>(close.size());
  state.counters["ns_per_bar"] =
      benchmark::Counter(bars * static_cast<double>(state.iterations()) * 1e-9,
                         benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

}  // namespace

BENCHMARK(by_hand);
BENCHMARK_CAPTURE(run_bars, no_orders, no_orders);
BENCHMARK_CAPTURE(run_bars, sma_cross, sma_cross);
BENCHMARK_CAPTURE(run_bars, signal_cross, signal_cross);
BENCHMARK_CAPTURE(run_bars, brackets, brackets);
BENCHMARK_CAPTURE(run_bars, moving_stop, moving_stop);
