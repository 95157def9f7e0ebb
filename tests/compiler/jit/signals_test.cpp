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
#include <string>
#include <vector>

using namespace stratgen;
using namespace stratgen::test;

namespace {

constexpr std::uint64_t strategies = 120, markets = 6, strategies_for_cpus = 20;

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

#if defined(__x86_64__)
// What the conditions say from the first bar of trading on; empty where the bars are gone through.
std::vector<MaskWord> written_words(const std::string& source, const std::string& cpu,
                                    const Bars& bars) {
  CompileOptions options;
  options.cpu = cpu;
  const CompiledObject object = compile(source, options).value();
  Jit jit = Jit::create().value();
  const LinkedProgram code = LinkedProgram::link(jit, object.object, host_symbols()).value();
  const Program program{object.class_name, code.entry()};
  const DataSet data(bars);
  RunMemory memory;
  SignalMasks masks;
  memory.signals = &masks.asked(bars.size());
  Run run(program, data, {}, {}, memory);
  run.finish();
  std::vector<MaskWord> words;
  if (!masks.signals().written) return words;
  const auto first = static_cast<std::size_t>(masks.signals().start) / 64;
  for (const auto c : {SignalMasks::LongEntry, SignalMasks::LongExit, SignalMasks::ShortEntry,
                       SignalMasks::ShortExit}) {
    if (const MaskWord* const of_c = masks.words(c))
      words.insert(words.end(), of_c + first, of_c + (bars.size() + 63) / 64);
  }
  return words;
}
#endif

}  // namespace

#if defined(__x86_64__)
TEST_CASE("machine code for SSE2, AVX2 and AVX-512 says the same of all bars") {
  std::vector<std::string> cpus = {"x86-64"};
  if (is_supported(Isa::Avx2)) cpus.push_back("x86-64-v3");
  if (is_supported(Isa::Avx512)) cpus.push_back("x86-64-v4");
  int written = 0;
  for (std::uint64_t seed = 1; seed <= strategies_for_cpus; ++seed) {
    const std::string source = random_signal_strategy(seed);
    INFO(source);
    const Bars bars = long_bars(seed);
    const std::vector<MaskWord> words = written_words(source, "", bars);
    for (const std::string& cpu : cpus) {
      INFO(cpu);
      CHECK(written_words(source, cpu, bars) == words);
    }
    written += words.empty() ? 0 : 1;
  }
  CHECK(2 * written > static_cast<int>(strategies_for_cpus));
}
#endif

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

TEST_CASE("a crossover of series that touch, and that have no value, is what next() sees") {
  const std::string source = R"(#include <stratgen/strategy.hpp>
struct Touching : SignalStrategy {
  Series a, b;
  void init() {
    a = each_bar([this] { return bar_index() % 37 == 5 ? 0.0 / 0.0 : round(close / 2) * 2; });
    b = each_bar([this] { return bar_index() % 91 == 9 ? 0.0 / 0.0 : round(sma_(close) / 2) * 2; });
  }
  double sma_(Series s) { return (s[0] + s[1] + s[2] + s[3]) / 4; }
  auto long_entry() { return crossover(a, b); }
  auto long_exit() { return crossover(b, a) || crossover(a, b); }
  auto short_entry() { return crossunder(a, b); }
  auto short_exit() { return crossover(a, b) && !crossover(b, close); }
};
STRATGEN_STRATEGY(Touching)
)";
  Jit jit = Jit::create().value();
  const auto object = compile(source);
  if (!object) FAIL(object.error().message);
  const LinkedProgram code = LinkedProgram::link(jit, object->object, host_symbols()).value();
  const Program program{object->class_name, code.entry()};
  int written = 0;
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    INFO("seed " << seed);
    random_run::RandomRun made = random_run::make(seed, {}, true);
    made.bars = long_bars(seed);
    CHECK(same_run(program, made, written));
  }
  CHECK(written > 50);
}
