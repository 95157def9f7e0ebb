// How the time of a sweep grows with its cells, its bars, its parameters and its threads, from
// compiled strategy to the table of the best: run_sweep() and SweepSummary as the command uses
// them. Bars are a seeded random walk. Times are of the wall, the best of three.
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
#include <limits>
#include <random>
#include <string>
#include <vector>

namespace {

using namespace stratgen;

constexpr int turns = 3;
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
  const auto source = read_file(fmt::format("benchmarks/strategies/{}.cpp", name)).value();
  const auto object = compile(source).value();
  LinkedProgram code = LinkedProgram::link(jit, object.object, host_symbols()).value();
  const Program program{object.class_name, code.entry()};
  return {std::move(code), program};
}

struct Measured {
  std::uint64_t cells;
  double seconds;
};

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

Measured measure(const Strategy& strategy, const Bars& bars, const std::vector<std::string>& axes,
                 int jobs) {
  const auto declared = declared_params(strategy.program, DataSet(bars)).value();
  const ParamSpace space = ParamSpace::create(strategy.program.name, declared, axes).value();
  double best = std::numeric_limits<double>::infinity();
  for (int turn = 0; turn < turns; ++turn)
    best = std::min(best, sweep_seconds(strategy.program, bars, space, jobs));
  return {space.size(), best};
}

void print_header(const char* what) {
  fmt::print("\n{:<34}{:>10}{:>8}{:>6}{:>12}{:>11}{:>8}\n", what, "cells", "bars", "jobs",
             "cells/s", "ns a bar", "ratio");
}

// Prints a row with its rate per cell, thread and bar beside that of `first`; returns its seconds.
double print_row(const std::string& name, const Strategy& strategy, const Bars& bars,
                 const std::vector<std::string>& axes, int jobs, double first = 0) {
  const Measured m = measure(strategy, bars, axes, jobs);
  const auto cells = static_cast<double>(m.cells);
  const double ns = 1e9 * m.seconds * jobs / cells / static_cast<double>(bars.size());
  fmt::print("{:<34}{:>10}{:>8}{:>6}{:>12.0f}{:>11.3f}{:>8.2f}\n", name, m.cells, bars.size(), jobs,
             cells / m.seconds, ns, first == 0 ? 1 : ns / first);
  return ns;
}

std::vector<std::string> square(int side) {
  return {fmt::format("fast=2:{}:1", side + 1), fmt::format("slow=2:{}:1", side + 1)};
}

void print_growth(const char* form, const Strategy& strategy) {
  print_header(fmt::format("{}: cells", form).c_str());
  const Bars bars = random_walk(usual_bars);
  double first = 0;
  for (const int side : {32, 100, 316, 1000}) {
    const double ns = print_row("SMA cross", strategy, bars, square(side), 1, first);
    if (first == 0) first = ns;
  }
  print_header(fmt::format("{}: bars", form).c_str());
  first = 0;
  for (const std::size_t count : {500u, 1500u, 5000u, 8288u, 20000u}) {
    const double ns = print_row("SMA cross", strategy, random_walk(count), square(100), 1, first);
    if (first == 0) first = ns;
  }
  print_header(fmt::format("{}: threads", form).c_str());
  first = print_row("SMA cross", strategy, bars, square(500), 1);
  print_row("SMA cross", strategy, bars, square(500), 2, first);
}

void print_parameters(const Strategy& strategy) {
  print_header("general form: parameters");
  const Bars bars = random_walk(usual_bars);
  const double first = print_row("fast", strategy, bars, {"fast=2:1001:1"}, 1);
  print_row("fast x slow", strategy, bars, {"fast=2:41:1", "slow=42:66:1"}, 1, first);
  print_row("fast x slow x size", strategy, bars,
            {"fast=2:21:1", "slow=22:31:1", "size=0.5:0.9:0.1"}, 1, first);
  print_row("fast x slow x size x hold", strategy, bars,
            {"fast=2:11:1", "slow=12:16:1", "size=0.5:0.8:0.1", "hold=1:5:1"}, 1, first);
}

}  // namespace

int main() {
  Jit jit = Jit::create().value();
  fmt::print("Ratios are of ns a bar and thread, to the first row of their table\n");
  print_growth("general form", load(jit, "any_cross"));
  print_growth("signal form", load(jit, "signal_sma_cross"));
  print_parameters(load(jit, "four_params"));
  return 0;
}
