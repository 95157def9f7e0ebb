#include "runtime/engine/cell.hpp"

#include <limits>

namespace stratgen {
namespace {

CellStatisticsOptions statistics_options(const RunOptions& options) {
  return {options.first_bar, options.risk_free_rate, options.broker.fills == FillModel::Strict};
}

void add_trades(CellStatistics& s, const TradeSums& sums, std::size_t bars) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  const auto share = [](auto part, auto whole) {
    return static_cast<double>(part) / static_cast<double>(whole) * 100;
  };
  s.trades = sums.trades;
  s.win_rate_pct = s.profit_factor = nan;
  if (sums.trades == 0) return;
  s.win_rate_pct = share(sums.winners, sums.trades);
  s.exposure_time_pct = share(sums.covered, bars);
  s.profit_factor = sums.losses == 0 ? nan : sums.gains / -sums.losses;
}

// Nothing where the bars have to be gone through.
std::optional<Cell> walked_cell(const DataSet& data, const RunOptions& options,
                                CellMemory& memory) {
  if (!can_walk(memory.masks.signals(), options.broker) || !memory.calendar->each_bar_is_a_period())
    return std::nullopt;
  const Bars& bars = data.bars();
  const CellStatisticsOptions how = statistics_options(options);
  const WalkOptions walked{options.broker, options.finalize_trades};
  const WalkSums sums =
      walk_signals(how.isa)(memory.masks, bars, data.close_table(), walked, memory.walk);
  Cell cell;
  if (sums.curve.lowest <= 0 || memory.walk.ruined) {
    cell.ending = Ending::Ruined;
    return cell;
  }
  cell.ending = Ending::Completed;
  if (!add_sums(cell.statistics, sums.curve, ClosePolynomials::error_of_squares, how,
                *memory.calendar))
    return std::nullopt;
  add_trades(cell.statistics, sums.trades, memory.calendar->bars());
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
    if (const std::optional<Cell> walked = walked_cell(data, options, memory)) return *walked;
    cell.ending = run.trade(memory.masks);
  }
  if (cell.ending != Ending::Completed) return cell;
  cell.statistics = cell_statistics(run, statistics_options(options), *memory.calendar);
  return cell;
}

}  // namespace stratgen
