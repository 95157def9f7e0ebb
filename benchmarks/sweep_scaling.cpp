// How the time of a sweep grows with its cells, its bars, its parameters and its threads, from
// compiled strategy to the table of the best: run_sweep() and SweepSummary as the command uses
// them. Bars are a seeded random walk. Times are of the wall. The rows of a table take turns, and
// each shows its best.
#include "benchmarks/from_root.hpp"
#include "benchmarks/turns.hpp"
#include "compiler/frontend/compile.hpp"
#include "compiler/jit/program.hpp"
#include "runtime/base/file.hpp"
#include "runtime/engine/backtest.hpp"
#include "runtime/sweep/sweep.hpp"
#include "runtime/sweep/sweep_summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <random>
#include <string>
#include <vector>

namespace {

using namespace stratgen;

constexpr int calm = 5, most_turns = 40;
constexpr std::size_t usual_bars = 1500;

// Daily bars, weekends included.
Bars random_walk(std::size_t count) {
  std::mt19937_64 engine(7);
  const auto noise = [&] { return static_cast<double>(engine() >> 11) * 0x1p-53 - 0.5; };
  Bars bars;
  bars.symbol = "WALK";
  double price = 100;
  for (std::size_t i = 0; i < count; ++i) {
    const double open = price;
    price *= std::exp(0.0003 + 0.03 * noise());
    bars.time.push_back(static_cast<std::int64_t>(i) * 86'400);
    bars.open.push_back(open);
    bars.high.push_back(std::max(open, price) * 1.002);
    bars.low.push_back(std::min(open, price) * 0.998);
    bars.close.push_back(price);
    bars.volume.push_back(1e6);
  }
  return bars;
}

struct Strategy {
  LinkedProgram machine_code;
  Program program;
};

Strategy load(Jit& jit, const char* name) {
  const auto source = from_root(read_file(fmt::format("benchmarks/strategies/{}.cpp", name)));
  const auto object = compile(source).value();
  LinkedProgram code = LinkedProgram::link(jit, object.object, host_symbols()).value();
  const Program program{object.class_name, code.entry()};
  return {std::move(code), program};
}

double sweep_seconds(const Program& program, const Bars& bars, const ParamSpace& space, int jobs) {
  const DataSet data(bars);  // anew, so that each turn computes its indicators
  SweepOptions options;
  options.jobs = jobs;
  options.run.broker.commission.relative = 0.001;
  SweepProgress progress;
  SweepSummary summary(find_metric("Sharpe Ratio").value(), 20);
  const auto start = std::chrono::steady_clock::now();
  const auto blocks = SweepBlocks::create(space, {}, progress.interrupted).value();
  const auto none = [](std::uint64_t) { return false; };
  const BlockSink sink = [&](const BlockResult& block) -> Result<void> {
    summary.add(block);
    return {};
  };
  if (!run_sweep(program, data, blocks, options, none, sink, progress)) std::abort();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

struct Row {
  std::string name;
  Bars bars;
  std::vector<std::string> axes;
  int jobs = 1;
};

// Rows with their rate per cell, thread and bar beside that of the first.
void print_table(const std::string& title, const Strategy& strategy, const std::vector<Row>& rows) {
  std::vector<ParamSpace> spaces;
  for (const Row& row : rows) {
    const auto declared = declared_params(strategy.program, DataSet(row.bars)).value();
    spaces.push_back(ParamSpace::create(strategy.program.name, declared, row.axes).value());
  }
  std::vector<turns::Best> times;
  for (std::size_t i = 0; i < rows.size(); ++i)
    times.push_back({[&, i] {
      return sweep_seconds(strategy.program, rows[i].bars, spaces[i], rows[i].jobs);
    }});
  const int turns = turns::take_turns(times, calm, most_turns);

  fmt::print("\n{:<34}{:>10}{:>8}{:>6}{:>12}{:>11}{:>8}   best of {}\n", title, "cells", "bars",
             "jobs", "cells/s", "ns a bar", "ratio", turns);
  double first = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto cells = static_cast<double>(spaces[i].size());
    const auto bars = static_cast<double>(rows[i].bars.size());
    const double ns = 1e9 * times[i].least * rows[i].jobs / cells / bars;
    if (i == 0) first = ns;
    fmt::print("{:<34}{:>10}{:>8}{:>6}{:>12.0f}{:>11.3f}{:>8.2f}\n", rows[i].name, cells, bars,
               rows[i].jobs, cells / times[i].least, ns, ns / first);
  }
}

std::vector<std::string> square(int side) {
  return {fmt::format("fast=2:{}:1", side + 1), fmt::format("slow=2:{}:1", side + 1)};
}

void print_growth(const char* form, const Strategy& strategy) {
  const Bars bars = random_walk(usual_bars);
  std::vector<Row> cells, lengths;
  for (const int side : {32, 100, 316, 1000}) cells.push_back({"SMA cross", bars, square(side)});
  for (const std::size_t count : {500u, 1500u, 5000u, 8288u, 20000u})
    lengths.push_back({"SMA cross", random_walk(count), square(100)});
  print_table(fmt::format("{}: cells", form), strategy, cells);
  print_table(fmt::format("{}: bars", form), strategy, lengths);
  print_table(fmt::format("{}: threads", form), strategy,
              {{"SMA cross", bars, square(500), 1}, {"SMA cross", bars, square(500), 2}});
}

void print_parameters(const Strategy& strategy) {
  const Bars bars = random_walk(usual_bars);
  print_table("general form: parameters", strategy,
              {{"fast", bars, {"fast=2:1001:1"}},
               {"fast x slow", bars, {"fast=2:41:1", "slow=42:66:1"}},
               {"fast x slow x size", bars, {"fast=2:21:1", "slow=22:31:1", "size=0.5:0.9:0.1"}},
               {"fast x slow x size x hold",
                bars,
                {"fast=2:11:1", "slow=12:16:1", "size=0.5:0.8:0.1", "hold=1:5:1"}}});
}

}  // namespace

int main() {
  Jit jit = Jit::create().value();
  fmt::print(
      "Ratios are of ns a bar and thread, to the first row of their table; its rows took "
      "turns until none was better for {}\n",
      calm);
  print_growth("general form", load(jit, "any_cross"));
  print_growth("signal form", load(jit, "signal_sma_cross"));
  print_parameters(load(jit, "four_params"));
  return 0;
}
