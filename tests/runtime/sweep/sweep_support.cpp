#include "tests/runtime/sweep/sweep_support.hpp"

#include "runtime/engine/backtest.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <bit>
#include <random>

namespace sweep_support {

using namespace stratgen;

Bars wandering_bars(std::size_t count, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  const auto uniform = [&] { return static_cast<double>(random() >> 11) * 0x1p-53; };
  Bars bars;
  bars.symbol = "WANDER";
  double close = 100;
  for (std::size_t i = 0; i < count; ++i) {
    const double open = close;
    close *= 1 + 0.04 * (uniform() - 0.5);
    if (close < 50 || close > 200) close = open;
    bars.time.push_back(1577836800 + 86400 * static_cast<std::int64_t>(i));
    bars.open.push_back(open);
    bars.high.push_back(std::max(open, close) * (1 + 0.01 * uniform()));
    bars.low.push_back(std::min(open, close) * (1 - 0.01 * uniform()));
    bars.close.push_back(close);
    bars.volume.push_back(1000);
  }
  return bars;
}

namespace {

template <class T>
T value_of(Result<T> result) {
  if (!result) FAIL(result.error().message);
  return std::move(*result);
}

}  // namespace

ParamSpace space_of(const Program& program, const DataSet& data,
                    const std::vector<std::string>& axes,
                    const std::vector<std::string>& constraints) {
  const auto declared = value_of(declared_params(program, data));
  return value_of(ParamSpace::create(program.name, declared, axes, constraints));
}

SweepBlocks blocks_of(const ParamSpace& space, const SweepPlan& plan) {
  return value_of(SweepBlocks::create(space, plan, false));
}

std::vector<CellResult> results_of(const Program& program, const DataSet& data,
                                   const SweepBlocks& blocks, const SweepOptions& options) {
  std::vector<CellResult> results;
  SweepProgress progress;
  const auto keep = [&](const BlockResult& block) -> Result<void> {
    results.insert(results.end(), block.cells.begin(), block.cells.end());
    return {};
  };
  CHECK(value_of(run_sweep(
      program, data, blocks, options, [](std::uint64_t) { return false; }, keep, progress)));
  CHECK(progress.cells_done == blocks.cells_of_shard());
  std::ranges::sort(results, {}, &CellResult::cell);
  return results;
}

std::vector<std::uint64_t> bits_of(const Cell& cell) {
  std::vector<std::uint64_t> bits = {static_cast<std::uint64_t>(cell.ending)};
  const CellStatistics& s = cell.statistics;
  for (const double value :
       {s.return_pct, s.annual_return_pct, s.annual_volatility_pct, s.sharpe_ratio, s.sortino_ratio,
        s.max_drawdown_pct, s.win_rate_pct, s.exposure_time_pct, s.profit_factor})
    bits.push_back(std::bit_cast<std::uint64_t>(value));
  bits.push_back(static_cast<std::uint64_t>(s.trades));
  return bits;
}

}  // namespace sweep_support
