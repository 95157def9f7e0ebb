// record_landscapes: sweeps the grids of landscape_sources() and writes them down.
// record_landscapes --check: runs every 61st cell again and compares it with what is written; a
// test.
//
// Both from the root of the repository.
#include "benchmarks/landscapes/landscape.hpp"
#include "compiler/frontend/compile.hpp"
#include "compiler/jit/program.hpp"
#include "runtime/base/file.hpp"
#include "runtime/engine/backtest.hpp"
#include "runtime/market/sample_bars.hpp"

#include <fmt/format.h>

#include <cmath>
#include <functional>
#include <string>
#include <vector>

namespace {

using namespace stratgen;

constexpr std::uint64_t check_stride = 61;

// As the pipeline trades.
RunOptions run_options() {
  RunOptions options;
  options.broker.cash = 100'000;
  options.broker.commission.relative = 0.001;
  return options;
}

// Runs each `stride`th cell.
Result<void> sweep(const LandscapeSource& source, std::uint64_t stride,
                   const std::function<void(const CellResult&)>& take) {
  STRATGEN_TRY(const std::string text,
               read_file(fmt::format("generated/{}/strategy.cpp", source.strategy)));
  STRATGEN_TRY(const auto object, compile(text));
  STRATGEN_TRY(Jit jit, Jit::create());
  STRATGEN_TRY(const LinkedProgram code, LinkedProgram::link(jit, object.object, host_symbols()));
  STRATGEN_TRY(SampleBars sample, load_sample("runtime/market/sample", source.symbol));
  const DataSet data(std::move(sample.bars));
  const Program program{object.class_name, code.entry()};
  STRATGEN_TRY(const auto declared, declared_params(program, data));
  STRATGEN_TRY(const ParamSpace space, ParamSpace::create(program.name, declared, source.axes));
  std::vector<double> values(declared.size());
  CellMemory memory;
  for (std::uint64_t cell = 0; cell < space.size(); cell += stride) {
    space.values(cell, values);
    take({cell, run_cell(program, data, values, run_options(), memory)});
  }
  return {};
}

Result<void> record(const LandscapeSource& source) {
  std::string text = fmt::format(
      "# {} on {}, cash 100000, commission 0.001; made by record_landscapes\n# cells of",
      source.strategy, source.symbol);
  for (const std::string& axis : source.axes) text += " " + axis;
  text += "\n# cell, Sharpe Ratio, Max. Drawdown [%]\n";
  STRATGEN_CHECK(
      sweep(source, 1, [&](const CellResult& result) { text += landscape_line(result) + "\n"; }));
  return write_file(landscape_path(source), text);
}

// To the digits that are written.
bool alike(double a, double b) {
  return (std::isnan(a) && std::isnan(b)) || std::fabs(a - b) <= 1e-5 * std::fabs(b);
}
bool alike(const Cell& a, const Cell& b) {
  if (a.ending != Ending::Completed) return b.ending != Ending::Completed;
  return b.ending == Ending::Completed &&
         alike(a.statistics.sharpe_ratio, b.statistics.sharpe_ratio) &&
         alike(a.statistics.max_drawdown_pct, b.statistics.max_drawdown_pct);
}

Result<void> check(const LandscapeSource& source) {
  STRATGEN_TRY(const Landscape written, load_landscape(source));
  std::string difference;
  STRATGEN_CHECK(sweep(source, check_stride, [&](const CellResult& now) {
    const CellResult& then = written.cells[now.cell];
    if (alike(now.result, then.result)) return;
    difference = fmt::format("\"{}\" is \"{}\" now", landscape_line(then), landscape_line(now));
  }));
  if (difference.empty()) return {};
  return fail(Fault::Data, fmt::format("{}: {}", landscape_path(source), difference));
}

}  // namespace

int main(int argc, char** argv) {
  const bool checks = argc == 2 && std::string(argv[1]) == "--check";
  if (argc > 1 && !checks) {
    fmt::print(stderr, "usage: record_landscapes [--check]\n");
    return 2;
  }
  for (const LandscapeSource& source : landscape_sources()) {
    const Result<void> done = checks ? check(source) : record(source);
    if (!done) {
      fmt::print(stderr, "{}\n", done.error().message);
      return 1;
    }
    fmt::print("{}\n", landscape_path(source));
  }
  return 0;
}
