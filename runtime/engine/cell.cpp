#include "runtime/engine/cell.hpp"

#include <array>
#include <limits>
#include <utility>

namespace stratgen {
namespace {

CellStatisticsOptions statistics_options(const RunOptions& options) {
  return {options.first_bar, options.risk_free_rate, options.broker.fills == FillModel::Strict,
          options.isa};
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

}  // namespace

void CellMemory::forget() {
  indicators.clear();
  calendar.reset();
  data = nullptr;
}

Cells::Cells(const Program& program, const DataSet& data, const RunOptions& options,
             CellMemory& memory)
    : data_(data), options_(options), memory_(memory), statistics_(statistics_options(options)) {
  if (options.first_bar >= data.bars().size()) return;
  if (memory.data != &data || memory.first_bar != options.first_bar) {
    memory.forget();
    memory.calendar.emplace(data.bars(), options.first_bar);
    memory.data = &data;
    memory.first_bar = options.first_bar;
  }
  if (memory.calendar->each_bar_is_a_period()) table_ = &data.close_table();
  may_walk_ = table_ && can_walk(options.broker);
  memory.run.indicators = &memory.indicators;
  run_.emplace(program, data, std::span<const double>(), options, memory.run);
}

Cell Cells::run(std::span<const double> values) {
  Cell cell;
  run({&values, 1}, {&cell, 1});
  return cell;
}

void Cells::run(std::span<const std::span<const double>> values, std::span<Cell> cells) {
  Begun begun;
  std::array<std::size_t, curves_at_once> to_walk;
  std::size_t count = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    cells[i] = {};
    if (write_signals(values[i], memory_.masks[i], cells[i]))
      to_walk[count++] = i;
    else
      end_run(memory_.masks[i], cells[i], begun);
  }
  const std::array<WalkSums, curves_at_once> sums = walk(std::span(to_walk).first(count));
  for (std::size_t k = 0; k < count; ++k) {
    const std::size_t i = to_walk[k];
    if (add_walk(sums[k], cells[i], begun)) continue;
    write_signals(values[i], memory_.masks[i], cells[i]);
    end_run(memory_.masks[i], cells[i], begun);
  }
  if (begun.count > 0) {
    end_statistics(std::span(begun.sums).first(begun.count), statistics_, *memory_.calendar,
                   std::span(begun.statistics).first(begun.count));
  }
}

// Up to the bars, or through them where the strategy trades by itself. True: they may be walked.
bool Cells::write_signals(std::span<const double> values, SignalMasks& masks, Cell& cell) {
  if (!run_) return false;
  run_->restart(values, &masks.asked(data_.bars().size()));
  cell.ending = run_->finish();
  return cell.ending == Ending::Completed && may_walk_ && masks.signals().written &&
         can_walk(masks.signals());
}

std::array<WalkSums, curves_at_once> Cells::walk(std::span<const std::size_t> cells) {
  std::array<WalkSums, curves_at_once> sums;
  std::array<const SignalMasks*, curves_at_once> masks;
  for (std::size_t k = 0; k < cells.size(); ++k) masks[k] = &memory_.masks[cells[k]];
  if (cells.empty()) return sums;
  const WalkOptions how{options_.broker, options_.finalize_trades};
  walk_signals(statistics_.isa)(std::span(masks).first(cells.size()), data_.bars(), *table_, how,
                                memory_.walk, sums);
  return sums;
}

// False where the bars have to be gone through.
bool Cells::add_walk(const WalkSums& sums, Cell& cell, Begun& begun) {
  if (sums.curve.lowest <= 0 || sums.ruined) {
    cell.ending = Ending::Ruined;
    return true;
  }
  if (!add_sums(cell.statistics, sums.curve, *memory_.calendar)) return false;
  add_trades(cell.statistics, sums.trades, memory_.calendar->bars());
  begun.add(sums.curve, cell.statistics);
  return true;
}

// From where write_signals() left the run.
void Cells::end_run(const SignalMasks& masks, Cell& cell, Begun& begun) {
  if (cell.ending == Ending::Completed && masks.signals().written) cell.ending = run_->trade(masks);
  if (cell.ending != Ending::Completed) return;
  const auto sums =
      begin_statistics(cell.statistics, *run_, statistics_, *memory_.calendar, table_);
  if (sums) begun.add(*sums, cell.statistics);
}

Cell run_cell(const Program& program, const DataSet& data, std::span<const double> values,
              const RunOptions& options, CellMemory& memory) {
  return Cells(program, data, options, memory).run(values);
}

}  // namespace stratgen
