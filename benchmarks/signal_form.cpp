// Backtests per second and core in the signal form: SMA crosses, complete (parameters, init(),
// indicator look-up, signals, walk, statistics) with every guard on; its parts alone; with stops,
// and long and short; beside the general form and the mask-scan limit: two averages loaded and
// compared, eight bars at a time.
#include "benchmarks/turns.hpp"
#include "compiler/frontend/compile.hpp"
#include "compiler/jit/program.hpp"
#include "runtime/base/file.hpp"
#include "runtime/engine/cell.hpp"
#include "runtime/engine/signal_walk.hpp"
#include "runtime/market/sample_bars.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

using namespace stratgen;

constexpr int passes = 21;
constexpr double target = 3'000'000;

using Params = std::array<double, 2>;

// 100 fast and 100 slow averages.
std::vector<Params> pairs() {
  std::vector<Params> list;
  for (int fast = 5; fast < 105; ++fast)
    for (int slow = 105; slow < 205; ++slow) list.push_back({double(fast), double(slow)});
  return list;
}

// The strategy of benchmarks/strategies/NAME.cpp, compiled as for a backtest.
struct Strategy {
  LinkedProgram code;
  Program program;
  CellMemory memory = {};

  static Strategy compiled(Jit& jit, const std::string& name) {
    const auto source = read_file(fmt::format("benchmarks/strategies/{}.cpp", name));
    const auto object = compile(source.value()).value();
    LinkedProgram code = LinkedProgram::link(jit, object.object, host_symbols()).value();
    const Program program{object.class_name, code.entry()};
    return {std::move(code), program};
  }
};

bool same(double a, double b) {
  return (std::isnan(a) && std::isnan(b)) || std::abs(a - b) <= 1e-9 * std::max(1.0, std::abs(a));
}
bool same(const CellStatistics& a, const CellStatistics& b) {
  return same(a.return_pct, b.return_pct) &&
         same(a.annual_volatility_pct, b.annual_volatility_pct) &&
         same(a.sharpe_ratio, b.sharpe_ratio) && same(a.sortino_ratio, b.sortino_ratio) &&
         same(a.max_drawdown_pct, b.max_drawdown_pct) && same(a.win_rate_pct, b.win_rate_pct) &&
         same(a.exposure_time_pct, b.exposure_time_pct) && same(a.profit_factor, b.profit_factor) &&
         a.trades == b.trades;
}

[[gnu::target("avx512f,avx512dq")]] bool any_between(const double* a, const double* b,
                                                     std::size_t count) {
  using Lanes = double __attribute__((ext_vector_type(8)));
  using Mask = long __attribute__((ext_vector_type(8)));
  Mask found = 0;
  for (std::size_t i = 0; i + 8 <= count; i += 8) {
    Lanes x, y;
    __builtin_memcpy(&x, a + i, sizeof x);
    __builtin_memcpy(&y, b + i, sizeof y);
    found |= x < y;
  }
  return __builtin_reduce_or(found) != 0;
}

struct Row {
  std::string name;
  turns::Work work;
  std::vector<double> seconds = {};
};

void print_rates(Jit& jit, const Bars& all, std::size_t bars, const RunOptions& options) {
  const std::size_t first = all.size() - bars;
  const DataSet data(slice(all, all.time[first], all.time.back()).value());
  const std::vector<Params> cells = pairs();
  Strategy signals = Strategy::compiled(jit, "signal_sma_cross");
  Strategy general = Strategy::compiled(jit, "sma_cross");
  Strategy reversing = Strategy::compiled(jit, "signal_reversing");
  Strategy stops = Strategy::compiled(jit, "signal_stops");
  const auto cell = [&](Strategy& s, std::size_t i) {
    return run_cell(s.program, data, cells[i], options, s.memory);
  };

  const WalkSignals walk_them = walk_signals(best_isa());
  double trades = 0;
  std::vector<std::array<const double*, 2>> columns;
  std::vector<SignalMasks> masks(cells.size());
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const Cell a = cell(signals, i), b = cell(general, i);
    if (a.ending != Ending::Completed || !same(a.statistics, b.statistics)) {
      fmt::print("cell {} differs\n", i);
      std::abort();
    }
    trades += static_cast<double>(a.statistics.trades);
    const std::span<const double> inputs[] = {data.bars().close};
    for (int k = 0; k < 2; ++k) {
      if (k == 0) columns.emplace_back();
      columns[i][static_cast<std::size_t>(k)] =
          (*data.indicators()
                .get("sma", inputs, std::span(&cells[i][static_cast<std::size_t>(k)], 1))
                .value())[0]
              .data();
    }
    masks[i] = signals.memory.masks;
  }

  volatile double sink = 0;
  const auto each = [&](auto work) {
    return [&cells, work] {
      for (std::size_t i = 0; i < cells.size(); ++i) work(i);
    };
  };
  SignalWalk walk;
  Row rows[] = {
      {"signal form, complete",
       each([&](std::size_t i) { sink = cell(signals, i).statistics.return_pct; })},
      {"  signals written", each([&](std::size_t i) {
         CellMemory& room = signals.memory;
         room.run.indicators = &room.indicators;
         room.run.signals = &room.masks.asked(data.bars().size());
         Run run(signals.program, data, cells[i], options, room.run);
         if (run.finish() != Ending::Completed) std::abort();
       })},
      {"  walk alone", each([&](std::size_t i) {
         sink = walk_them(masks[i], data.bars(), data.close_table(), {options.broker}, walk)
                    .curve.last;
       })},
      {"mask-scan limit", each([&](std::size_t i) {
         sink = any_between(columns[i][0], columns[i][1], bars) ? 1 : 0;
       })},
      {"long and short",
       each([&](std::size_t i) { sink = cell(reversing, i).statistics.return_pct; })},
      {"stop and target",
       each([&](std::size_t i) { sink = cell(stops, i).statistics.return_pct; })},
      {"general form, complete",
       each([&](std::size_t i) { sink = cell(general, i).statistics.return_pct; })},
  };
  for (int pass = 0; pass < passes; ++pass)
    for (Row& row : rows) row.seconds.push_back(turns::seconds_each(row.work, 1));

  const auto count = static_cast<double>(cells.size());
  fmt::print("\n{} SMA crosses over {} bars, {:.1f} trades each, cash {}, one core\n\n",
             cells.size(), bars, trades / count, options.broker.cash);
  fmt::print("{:<30}{:>12}{:>10}{:>10}{:>12}\n", "", "a second", "ns", "least ns", "ns a bar");
  for (const Row& row : rows) {
    const double seconds = turns::median(row.seconds) / count;
    const double least = *std::min_element(row.seconds.begin(), row.seconds.end()) / count;
    fmt::print("{:<30}{:>12.0f}{:>10.1f}{:>10.1f}{:>12.3f}{}\n", row.name, 1 / seconds,
               seconds * 1e9, least * 1e9, seconds * 1e9 / static_cast<double>(bars),
               &row == rows && bars == 1500 ? fmt::format("  target {:.0f}: {}", target,
                                                          1 / seconds >= target ? "met" : "missed")
                                            : "");
  }
}

}  // namespace

int main() {
  const Bars bars = load_sample("runtime/market/sample", "NDX").value().bars;
  Jit jit = Jit::create().value();
  RunOptions options;
  print_rates(jit, bars, 1500, options);
  options.broker.cash = 1'000'000;
  print_rates(jit, bars, 1500, options);
  print_rates(jit, bars, bars.size(), options);
  return 0;
}
