#include "runtime/engine/cell.hpp"

#include "runtime/engine/backtest.hpp"

namespace stratgen {

Cell run_cell(const Program& program, const DataSet& data, std::span<const double> values,
              const RunOptions& options, CellMemory& memory) {
  const auto report = run_backtest(program, data, {}, values, options, memory.run);
  if (!report) {
    const bool rejected =
        report.error().message.find("rejected its parameters") != std::string::npos;
    return {rejected ? Ending::Rejected : Ending::Failed, {}};
  }
  if (report->equity.back() <= 0) return {Ending::Ruined, {}};
  const Statistics& s = report->statistics;
  return {
      Ending::Completed,
      {s.return_pct, s.annual_return_pct, s.annual_volatility_pct, s.sharpe_ratio, s.sortino_ratio,
       s.max_drawdown_pct, s.win_rate_pct, s.exposure_time_pct, s.profit_factor, s.trades}};
}

}  // namespace stratgen
