#include "runtime/engine/cell.hpp"

#include "runtime/engine/backtest.hpp"

#include <cmath>
#include <limits>
#include <vector>

namespace stratgen {
namespace {

double sharpe_of(const std::vector<double>& returns) {
  const auto n = static_cast<double>(returns.size());
  double mean = 0, squares = 0;
  for (const double r : returns) mean += r / n;
  for (const double r : returns) squares += (r - mean) * (r - mean);
  if (!(squares > 0)) return std::numeric_limits<double>::quiet_NaN();
  return mean / std::sqrt(squares / (n - 1));
}

}  // namespace

std::string_view to_string(Ending ending) {
  switch (ending) {
    case Ending::Completed:
      return "completed";
    case Ending::Rejected:
      return "rejected";
    case Ending::OutOfBudget:
      return "out of budget";
    case Ending::Trap:
      return "trap";
    case Ending::RefusedOrder:
      return "refused order";
    case Ending::Ruined:
      return "ruined";
    case Ending::Failed:
      break;
  }
  return "failed";
}

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
  return {Ending::Completed,
          {s.return_pct, s.annual_return_pct, s.annual_volatility_pct, s.sharpe_ratio,
           s.sortino_ratio, s.max_drawdown_pct, s.win_rate_pct, s.exposure_time_pct,
           s.profit_factor, s.trades, sharpe_of(returns_of(*report, data, options))}};
}

}  // namespace stratgen
