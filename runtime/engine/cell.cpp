#include "runtime/engine/cell.hpp"

#include "runtime/engine/signal_statistics.hpp"

namespace stratgen {
namespace {

CellStatisticsOptions statistics_options(const RunOptions& options) {
  return {options.first_bar, options.risk_free_rate, options.broker.fills == FillModel::Strict};
}

// Nothing where the bars have to be gone through.
std::optional<Cell> walked_cell(const Run& run, const DataSet& data, const RunOptions& options,
                                CellMemory& memory) {
  if (!can_walk(memory.masks.signals(), options) || !memory.calendar->each_bar_is_a_period())
    return std::nullopt;
  const Bars& bars = data.bars();
  walk_signals(memory.masks, bars, options, run.frame().warmup, memory.walk);
  const CellStatisticsOptions how = statistics_options(options);
  const WalkSums sums = sum_walk(memory.walk, data.close_table(), bars.close, options.broker.cash,
                                 curve_kernels(how.isa), memory.walk.curve);
  Cell cell;
  if (sums.curve.lowest <= 0 || memory.walk.ruined) {
    cell.ending = Ending::Ruined;
    return cell;
  }
  cell.ending = Ending::Completed;
  if (!add_sums(cell.statistics, sums.curve, options.broker.cash, sums.last,
                bars.size() - options.first_bar, how, *memory.calendar, sums.error))
    return std::nullopt;
  add_trades(cell.statistics, sums.trades, bars.size() - options.first_bar);
  return cell;
}

}  // namespace

void CellMemory::forget() {
  indicators.clear();
  calendar.reset();
  data = nullptr;
}

Cell run_cell(const Program& program, const DataSet& data, std::span<const double> values,
              const RunOptions& options, CellMemory& memory) {
  if (options.first_bar >= data.bars().size()) return {};
  if (memory.data != &data || memory.first_bar != options.first_bar) {
    memory.forget();
    memory.calendar.emplace(data.bars(), options.first_bar);
    memory.data = &data;
    memory.first_bar = options.first_bar;
  }
  memory.run.indicators = &memory.indicators;
  memory.run.signals = &memory.masks.asked(data.bars().size());
  Run run(program, data, values, options, memory.run);
  Cell cell;
  cell.ending = run.finish();
  if (cell.ending == Ending::Completed && memory.masks.signals().written) {
    if (const std::optional<Cell> walked = walked_cell(run, data, options, memory)) return *walked;
    cell.ending = run.trade(memory.masks);
  }
  if (cell.ending != Ending::Completed) return cell;
  cell.statistics = cell_statistics(run, statistics_options(options), *memory.calendar);
  return cell;
}

}  // namespace stratgen
