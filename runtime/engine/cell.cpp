#include "runtime/engine/cell.hpp"

namespace stratgen {

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
  Run run(program, data, values, options, memory.run);
  Cell cell;
  cell.ending = run.finish();
  if (cell.ending != Ending::Completed) return cell;
  const CellStatisticsOptions how{options.first_bar, options.risk_free_rate,
                                  options.broker.fills == FillModel::Strict};
  cell.statistics = cell_statistics(run, how, *memory.calendar);
  return cell;
}

}  // namespace stratgen
